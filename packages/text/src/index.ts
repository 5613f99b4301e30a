/** The door of the room: spans, line index, edits. */

export type { TextEdit } from "./edit.ts";
export { applyEdits, overlap } from "./edit.ts";
export { LineIndex } from "./line-index.ts";
export { sameEnds } from "./same-ends.ts";
export type { Position, Span } from "./span.ts";
export { covers, span, textAt, touches } from "./span.ts";
