/** The door of the room: read and write image references. */

export type { ImageReference } from "./image-reference.ts";
export { dockerHub, formatReference, parseReference } from "./image-reference.ts";
export type { ReferenceProblem } from "./problem.ts";
