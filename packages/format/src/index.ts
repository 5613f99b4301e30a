/** The door of the room: tidy a definition file without changing what any engine reads. */

export { type FormatOptions, format } from "./format.ts";
export { type Meaning, meaningOf } from "./meaning.ts";
