/** Comments of a script: the parser drops them, so they are found in what its words left over. */

import type { Span } from "@deftools/text";

/**
 * The comments of `source`, which stands in the file at `base`, from `#` to the line's end.
 * `solid` are spans of the file that hold no comment, in any order.
 */
export const findComments = (source: string, base: number, solid: readonly Span[]): Span[] => {
  const comments: Span[] = [];
  if (!source.includes("#")) return comments;
  const ordered = solid.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let at = 0;
  while (at !== -1 && at < source.length) {
    at = source.indexOf("#", at);
    if (at === -1) break;
    const start = base + at;
    while (next < ordered.length && (ordered[next]?.end ?? 0) <= start) next++;
    const following = ordered[next];
    if (following !== undefined && following.start <= start) {
      at = following.end - base;
    } else if (at === 0 || "\n\t ;&|()`".includes(source[at - 1] ?? "")) {
      const line = source.indexOf("\n", at);
      const end = Math.min(base + (line === -1 ? source.length : line), following?.start ?? Infinity);
      comments.push({ start, end });
      at = end - base;
    } else {
      at++;
    }
  }
  return comments;
};
