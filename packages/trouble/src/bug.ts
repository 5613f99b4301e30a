/** Our own mistakes: they stop the program, with a stack trace, and exit code 3. */

/** A state that this project promised could not be. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** States a law. @throws Bug when it does not hold */
export function assert(condition: unknown, law: string): asserts condition {
  if (!condition) throw new Bug(law);
}

/** Ends a switch over all kinds. @throws Bug always: the compiler proves it is not reached */
export const never = (value: never): never => {
  throw new Bug(`unexpected value ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
};
