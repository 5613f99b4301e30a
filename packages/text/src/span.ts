/** Places in a text: half-open ranges of UTF-16 code units. */

/** A half-open range `[start, end)` of UTF-16 code unit offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A zero-based line, and a zero-based column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The span from `start` up to, not including, `end`. */
export const span = (start: number, end: number): Span => ({ start, end });

/** The text a span covers. */
export const textAt = (text: string, { start, end }: Span): string => text.slice(start, end);

/** Whether `outer` covers all of `inner`. */
export const covers = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Whether an offset lies in a span, its end included: where an editor's cursor may stand. */
export const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;
