/** Which lines of a text stay, go and come (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */

/** A line of the old text, the new one, or both. */
export interface LineChange {
  readonly kind: "same" | "removed" | "added";
  readonly line: string;
}

/** Texts that differ in more lines are told as all old, all new: the search takes time and space with the square of the edits. */
const MAX_EDITS = 1000;

/** The shortest way from one list of lines to the other. */
export const changesBetween = (
  before: readonly string[],
  after: readonly string[],
): readonly LineChange[] => {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    head + tail < before.length &&
    head + tail < after.length &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return [
    ...before.slice(0, head).map(same),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
};

const same = (line: string): LineChange => ({ kind: "same", line });

/** Walks forward, remembering how far each diagonal got after every edit, then back along the way that reached the end. */
const middle = (before: readonly string[], after: readonly string[]): readonly LineChange[] => {
  const trace = forward(before, after);
  if (trace === undefined) return replacement(before, after);
  const changes: LineChange[] = [];
  let x = before.length;
  let y = after.length;
  for (let edits = trace.length - 1; 0 <= edits; edits--) {
    const reach = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = comesFromAbove(reach, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const previousX = edits === 0 ? 0 : (reach.get(previous) ?? 0);
    const previousY = edits === 0 ? 0 : previousX - previous;
    while (previousX < x && previousY < y) {
      changes.push(same(before[--x] ?? ""));
      y--;
    }
    if (edits === 0) break;
    if (x === previousX) changes.push({ kind: "added", line: after[--y] ?? "" });
    else changes.push({ kind: "removed", line: before[--x] ?? "" });
  }
  return changes.reverse();
};

const replacement = (before: readonly string[], after: readonly string[]): readonly LineChange[] => [
  ...before.map((line) => ({ kind: "removed", line }) as const),
  ...after.map((line) => ({ kind: "added", line }) as const),
];

/** For each number of edits, the reach of the diagonals before that edit; absent when there are too many. */
const forward = (
  before: readonly string[],
  after: readonly string[],
): readonly ReadonlyMap<number, number>[] | undefined => {
  const trace: ReadonlyMap<number, number>[] = [];
  const reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= MAX_EDITS; edits++) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = comesFromAbove(reach, diagonal, edits)
        ? (reach.get(diagonal + 1) ?? 0)
        : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      reach.set(diagonal, x);
      if (before.length <= x && after.length <= x - diagonal) return trace;
    }
  }
  return undefined;
};

const comesFromAbove = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
