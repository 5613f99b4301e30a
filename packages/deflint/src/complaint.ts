/** What the programs say on standard error when something cannot be done. */

import type { Failure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";
import { painter } from "./reporters/colors.ts";
import { visibleLine } from "./reporters/visible.ts";

/** The program that speaks. */
export type ProgramName = "deflint" | "deffmt";

/** Tells trouble of the world, and the way out. */
export const complain = (ports: Ports, program: ProgramName, { message, hint }: Failure): void => {
  const paint = painter(ports.stderr, ports.env);
  ports.stderr.write(`${program}: ${paint("red", visibleLine(message))}\n`);
  if (hint !== undefined) ports.stderr.write(`  ${visibleLine(hint)}\n`);
};

/** Tells a mistake of ours, and the file that brought it out where one did. */
export const complainOfMistake = (
  ports: Ports,
  program: ProgramName,
  error: unknown,
  file?: string,
): void => {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const where = file === undefined ? "" : ` at "${visibleLine(file)}"`;
  ports.stderr.write(`${program}: a mistake in ${program}${where}: please report it\n${what}\n`);
};
