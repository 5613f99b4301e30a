/** "Did you mean": the known word nearest to a mistyped one. */

/** The candidate with one wrong letter in every four at most (one in shorter words, and never more than three); case is ignored. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.max(1, Math.floor(wanted.length / 4))) + 1;
  if (MAX_WORD < wanted.length) return undefined;
  for (const candidate of candidates) {
    if (bestDistance <= Math.abs(candidate.length - wanted.length)) continue;
    const distance = distanceBetween(wanted, candidate.toLowerCase());
    if (bestDistance <= distance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
};

/** No known word is longer; bounds the work on hostile input. */
const MAX_WORD = 64;

/** Edits of one letter, swaps of neighbours included, between two words (optimal string alignment). */
const distanceBetween = (a: string, b: string): number => {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      const edit = 1 + Math.min(previous[column] ?? 0, current[column - 1] ?? 0);
      const swapped = 1 < row && 1 < column && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (beforePrevious[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(change, edit, swap));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
};
