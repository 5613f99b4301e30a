/** The door of the room: the program as a function of its arguments and its world. */

export { run } from "./cli.ts";
export { nodePorts } from "./node-ports.ts";
export type { EntryKind, FolderEntry, Output, Ports } from "./ports.ts";
