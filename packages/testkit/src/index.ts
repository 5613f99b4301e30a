/** The door of the room: what tests share. */

export type { MarkedText } from "./marks.ts";
export { readMarkedFiles, readMarks } from "./marks.ts";
