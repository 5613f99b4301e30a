/** The edits between two texts, line by line, so that cursors and folds on lines that stay keep their places. */

import { sameEnds, type TextEdit } from "@deftools/text";
import { diffLines } from "diff";

/** Texts that differ in more lines are not searched for those they share, which takes time with the square of the edits. */
const MAX_EDITS = 1000;

/** In file order; none between equal texts. */
export const textDifference = (before: string, after: string): readonly TextEdit[] => {
  const parts = diffLines(before, after, { maxEditLength: MAX_EDITS });
  if (!parts) return changed(before, 0, after);
  const edits: TextEdit[] = [];
  let [at, removed, added] = [0, "", ""];
  const close = (): void => {
    edits.push(...changed(removed, at - removed.length, added));
    [removed, added] = ["", ""];
  };
  for (const part of parts) {
    if (part.added) {
      added += part.value;
      continue;
    }
    if (!part.removed) close();
    at += part.value.length;
    if (part.removed) removed += part.value;
  }
  close();
  return edits;
};

/** As many lines as before are the same lines, each a little changed. */
const changed = (before: string, offset: number, after: string): readonly TextEdit[] => {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  if (old.length !== fresh.length) return trimmed(before, offset, after);
  let at = offset;
  return old.flatMap((line, index) => {
    const edits = trimmed(line, at, fresh[index] ?? "");
    at += line.length;
    return edits;
  });
};

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The edit that makes `after` of the `before` at `offset`, without what both begin with and what both end with. */
const trimmed = (before: string, offset: number, after: string): readonly TextEdit[] => {
  if (before === after) return [];
  const { front, back } = sameEnds(before, after);
  const span = { start: offset + front, end: offset + before.length - back };
  return [{ span, text: after.slice(front, after.length - back) }];
};
