/** Blank lines of a header or of a section with lines: none at the start, never two together, one before the next section. */

import type { Draft } from "./draft.ts";
import type { Line } from "./lines.ts";

/** What is wanted at the end of a run of lines; `few` leaves one where there are any. */
export type BlankEnd = "none" | "few" | "one";

/** Lays out the blank lines among `lines`, which end at `end`. */
export const formatBlankLines = (
  lines: readonly Line[],
  end: number,
  wanted: { readonly atEnd: BlankEnd },
  draft: Draft,
): void => {
  for (let at = 0; at < lines.length; ) {
    let next = at;
    while (lines[next]?.kind === "blank") next++;
    if (at < next) keep(lines.slice(at, next), wantedOf(at, next, lines.length, wanted.atEnd), draft);
    at = next + 1;
  }
  if (wanted.atEnd === "one" && lines.at(-1)?.kind !== "blank") breakTwice(end, draft);
};

/** Doubles the line end before `offset`: an insertion at `offset` would touch the edits of the line that begins there. */
const breakTwice = (offset: number, draft: Draft): void => {
  const start = draft.text.startsWith("\r\n", offset - 2) ? offset - 2 : offset - 1;
  draft.replace(start, offset, draft.text.slice(start, offset) + draft.lineEnd);
};

const wantedOf = (at: number, next: number, count: number, atEnd: BlankEnd): 0 | 1 => {
  if (next === count) return atEnd === "none" ? 0 : 1;
  return at === 0 ? 0 : 1;
};

/** Keeps the first or none of a run of blank lines. */
const keep = (run: readonly Line[], count: 0 | 1, draft: Draft): void => {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return;
  if (count === 1) draft.replace(first.start, first.contentEnd, "");
  draft.replace(count === 1 ? first.end : first.start, last.end, "");
};

/**
 * Where the comment begins that stands right above a section or stage and belongs to it, as an index; the number of lines
 * when there is none. It must stand in column 1, and a blank line or `isSetOff` must part it from what is above.
 */
export const attachedComment = (
  lines: readonly Line[],
  isSetOff: (above: readonly Line[], comment: readonly Line[]) => boolean,
): number => {
  let at = lines.length;
  while (lines[at - 1]?.kind === "comment" && lines[at - 1]?.first === lines[at - 1]?.start) at--;
  if (at === lines.length || lines[at - 1]?.kind === "blank") return at;
  return isSetOff(lines.slice(0, at), lines.slice(at)) ? at : lines.length;
};
