/** The door of the room: read and write image references. */

export type { ImageReference, ReferenceProblem } from "./image-reference.ts";
export { formatReference, parseReference } from "./image-reference.ts";
