/** The door of the room: which files below a folder are recipes by their names. */

export { folderPorts } from "./node-ports.ts";
export type { EntryKind, FolderEntry, WalkPorts } from "./ports.ts";
export { recipesBelow, type WalkOptions } from "./walk.ts";
