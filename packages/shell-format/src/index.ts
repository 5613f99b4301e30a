/** The door of the room: scripts of recipes as shfmt prints them. */

export { formatScripts } from "./format-scripts.ts";
