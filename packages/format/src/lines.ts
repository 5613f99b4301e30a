/**
 * The lines of a header or of a section's body, as the formatter sees them.
 * Only blanks and tabs are blank here: whatever else engines pass over is rare and left as it is.
 */

import type { Span } from "@deftools/text";
import type { Draft } from "./draft.ts";

/** A line and its parts: `start ≤ first ≤ last ≤ contentEnd ≤ end`. */
export interface Line {
  readonly kind: "blank" | "comment" | "text";
  readonly start: number;
  /** Where the first character stands that is no blank. */
  readonly first: number;
  /** Behind the last character that is no blank. */
  readonly last: number;
  /** Before the line end. */
  readonly contentEnd: number;
  readonly end: number;
}

/** The lines of a span that begins at a line's start. */
export const linesOf = (text: string, { start, end }: Span): readonly Line[] => {
  const lines: Line[] = [];
  for (let at = start; at < end; at = lines.at(-1)?.end ?? end) lines.push(lineAt(text, at, end));
  return lines;
};

const lineAt = (text: string, start: number, limit: number): Line => {
  const feed = text.indexOf("\n", start);
  const end = feed === -1 || limit <= feed ? limit : feed + 1;
  let contentEnd = end;
  if (text[contentEnd - 1] === "\n") contentEnd--;
  if (start < contentEnd && text[contentEnd - 1] === "\r") contentEnd--;
  const first = skipBlanks(text, start, contentEnd);
  const last = skipBlanksBack(text, first, contentEnd);
  return { kind: kindOf(text, first, last), start, first, last, contentEnd, end };
};

const kindOf = (text: string, first: number, last: number): Line["kind"] => {
  if (first === last) return "blank";
  return text[first] === "#" ? "comment" : "text";
};

/** The first offset in `[start, end)` that is neither blank nor tab; `end` when there is none. */
export const skipBlanks = (text: string, start: number, end: number): number => {
  let at = start;
  while (at < end && isBlank(text[at])) at++;
  return at;
};

/** The offset behind the last character of `[start, end)` that is neither blank nor tab; `start` when there is none. */
export const skipBlanksBack = (text: string, start: number, end: number): number => {
  let at = end;
  while (start < at && isBlank(text[at - 1])) at--;
  return at;
};

const isBlank = (character: string | undefined): boolean => character === " " || character === "\t";

/** Whether a stage would begin at an offset, stood it in column 1. */
export const opensStage = (text: string, at: number): boolean =>
  /^boot[sſ]trap:/iu.test(text.slice(at, at + "bootstrap:".length));

/** Takes the blanks at a line's end away. */
export const trimEnd = ({ last, contentEnd }: Line, { replace }: Draft): void =>
  replace(last, contentEnd, "");

/** Puts `indent` before a line and takes the blanks at its end away. */
export const indentLine = (line: Line, indent: string, draft: Draft): void => {
  draft.replace(line.start, line.first, indent);
  trimEnd(line, draft);
};

/** Whether a placeholder stands in column 1: its value may be the line of a section, and all below its body. */
export const mayBecomeSection = ({ start, first, last }: Line, { plainEnd }: Draft): boolean =>
  start === first && first < last && plainEnd({ start, end: last }) === start;
