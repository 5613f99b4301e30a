/** The door of the room: the command line as a function, for tests and the demo. */

export { run } from "./cli.ts";
export type { Output, Ports } from "./ports.ts";
