/** The place of a span as most formats write it: lines and columns from 1, columns in UTF-16 code units. */

import type { LineIndex, Span } from "@deftools/text";

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export const placeOf = (lines: LineIndex, { start, end }: Span): Place => {
  const [from, to] = [lines.position(start), lines.position(end)];
  return { line: from.line + 1, column: from.column + 1, endLine: to.line + 1, endColumn: to.column + 1 };
};
