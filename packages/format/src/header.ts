/** `Key: value` lines: the key as documentation spells it, in column 1, one blank behind the colon. Continuation lines keep their shape. */

import { foldCase, type HeaderEntry, type HeaderNode, headerKeyword } from "@deftools/grammar";
import { attachedComment, type BlankEnd, formatBlankLines } from "./blank-lines.ts";
import type { Draft } from "./draft.ts";
import {
  indentLine,
  type Line,
  linesOf,
  mayBecomeSection,
  opensStage,
  skipBlanks,
  skipBlanksBack,
  trimEnd,
} from "./lines.ts";

/** Where a header stands. */
export interface HeaderPlace {
  readonly isFirst: boolean;
  readonly followedBy: "section" | "stage" | "end";
}

/** Formats a header that has keys. One without is left alone: engines trim the start of such a file in ways of their own. */
export const formatHeader = (header: HeaderNode, draft: Draft, place: HeaderPlace): void => {
  if (header.entries.length === 0) return;
  const lines = linesOf(draft.text, header.span);
  if (lines.some((line) => mayBecomeSection(line, draft))) return;
  formatBlankPart(lines, header.span.end, place, draft);
  const starts = new Map(header.entries.map((entry) => [entry.key.span.start, entry]));
  for (const [index, line] of lines.entries()) {
    const entry = starts.get(line.first);
    if (draft.isBroken({ start: line.start, end: line.end })) continue;
    if (line.kind === "comment") indentLine(line, "", draft);
    if (line.kind !== "text") continue;
    if (!entry) continueEntry(line, draft);
    else if (isPlain(entry, line, place.isFirst && entry === header.entries[0], draft))
      formatEntry(entry, line, isContinued(lines[index + 1], starts), draft);
  }
};

const formatBlankPart = (
  lines: readonly Line[],
  end: number,
  { followedBy }: HeaderPlace,
  draft: Draft,
): void => {
  const atEnd: Readonly<Record<HeaderPlace["followedBy"], BlankEnd>> = {
    section: "one",
    stage: "few",
    end: "none",
  };
  const attached =
    followedBy === "end"
      ? lines.length
      : attachedComment(lines, (_, comment) => !comment.some((line) => isKeyOut(line, draft)));
  const bodyEnd = lines[attached]?.start ?? end;
  formatBlankLines(lines.slice(0, attached), bodyEnd, { atEnd: atEnd[followedBy] }, draft);
};

/** Whether a comment is a key taken out of the header, which belongs there. */
const isKeyOut = ({ first, last }: Line, { text }: Draft): boolean => {
  const key = /^#+[ \t]*([A-Za-z0-9]+)[ \t]*:/.exec(text.slice(first, last))?.[1];
  return key !== undefined && headerKeyword(key) !== undefined;
};

/** A known key with a colon, in a place where spacing is free. */
const isPlain = (entry: HeaderEntry, line: Line, opensFile: boolean, draft: Draft): boolean =>
  entry.colon !== undefined &&
  headerKeyword(entry.key.text) !== undefined &&
  (foldCase(entry.key.text) !== "bootstrap" || opensFile || opensStage(draft.text, line.start)); // any other would begin a stage once it was tidy

const isContinued = (next: Line | undefined, starts: ReadonlyMap<number, HeaderEntry>): boolean =>
  next?.kind === "text" && !starts.has(next.first);

const formatEntry = (
  { key, colon, comment }: HeaderEntry,
  line: Line,
  continued: boolean,
  draft: Draft,
): void => {
  if (!colon) return;
  draft.replace(line.start, key.span.start, "");
  draft.replace(key.span.start, key.span.end, spellingOf(key.text));
  draft.replace(key.span.end, colon.start, "");
  const value = skipBlanks(draft.text, colon.end, line.last);
  draft.replace(colon.end, value, value === line.last ? "" : " ");
  trimEnd(line, draft);
  if (comment === undefined || continued || comment.start === value) return;
  const gap = skipBlanksBack(draft.text, value, comment.start);
  if (gap < comment.start) draft.replace(gap, comment.start, " ");
};

/** The key as its row has it; a number at its end stays. */
const spellingOf = (key: string): string => {
  const name = headerKeyword(key)?.name ?? key;
  const number = /[0-9]*$/.exec(key)?.[0] ?? "";
  return name.replace(/[0-9]+$/, "") + number;
};

/** What a backslash goes on to: aligned by hand, and joined by the engine without its outer blanks. */
const continueEntry = (line: Line, draft: Draft): void => trimEnd(line, draft);
