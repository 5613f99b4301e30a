/** The door of the room: the programs as functions of their arguments and their world. */

export { run } from "./cli.ts";
export { runFormatter } from "./format-cli.ts";
export { nodePorts } from "./node-ports.ts";
export type { Output, Ports } from "./ports.ts";
