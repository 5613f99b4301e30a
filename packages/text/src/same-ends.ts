/** What two texts have in common: where a change between them begins, and where it ends. */

/**
 * How many UTF-16 code units are the same at the front of two texts, and how many at the back of what is left. Linear in their length.
 */
export const sameEnds = (a: string, b: string): { readonly front: number; readonly back: number } => {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a.charCodeAt(front) === b.charCodeAt(front)) front++;
  let back = 0;
  while (back < shorter - front && a.charCodeAt(a.length - 1 - back) === b.charCodeAt(b.length - 1 - back))
    back++;
  return { front, back };
};
