/** The placeholders of a part of a file. */

import type { DefinitionFile, Placeholder } from "@deftools/grammar";
import type { Span } from "@deftools/text";

/** The placeholders that begin inside a span, in file order. */
export const placeholdersIn = (
  { placeholders }: DefinitionFile,
  { start, end }: Span,
): readonly Placeholder[] => placeholders.slice(firstFrom(placeholders, start), firstFrom(placeholders, end));

const firstFrom = (placeholders: readonly Placeholder[], offset: number): number => {
  let low = 0;
  let high = placeholders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placeholders[middle]?.span.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
