/** How a text that is no reference is told about: what is wrong, and where. */

/** A half-open range of UTF-16 offsets, relative to the start of the reference's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Why a text is no image reference: message in lower case, and where. */
export interface ReferenceProblem {
  readonly message: string;
  readonly range: Range;
}
