/**
 * A `Key: value` of a header, with its continuation lines.
 * A comment begins at the first `#`, blank before it or not; a value that ends in `\` goes on in the next line, and the
 * two characters `\n` before that backslash mean a line break.
 */

import type { Span } from "@deftools/text";
import type { HeaderEntry, Problem, Word } from "./ast.ts";
import { content, find, trim } from "./line.ts";

/** A header entry, and the comments of all its lines but the last. */
export interface ReadEntry {
  readonly entry: HeaderEntry;
  readonly comments: readonly Span[];
}

/** Whether an entry's first line asks for the next one. A backslash alone does not: the engines start anew after it. */
export const opensContinuation = (text: string, line: Span): boolean => {
  const { written } = uncomment(text, line);
  const colon = find(text, ":", written);
  if (colon === -1) return false;
  const value = trim(text, { start: colon + 1, end: written.end });
  return 1 < value.end - value.start && endsInBackslash(text, value);
};

/** Whether a continuation line asks for yet another one. */
export const continues = (text: string, line: Span): boolean =>
  endsInBackslash(text, trim(text, uncomment(text, line).written));

/** Takes the lines of an entry apart; all but the last end in a backslash, and the last may. */
export const readEntry = (
  text: string,
  first: Span,
  more: readonly Span[],
  report: (problem: Problem) => void,
): ReadEntry => {
  const { written, comment } = uncomment(text, first);
  const colon = find(text, ":", written);
  const key = word(text, trim(text, { start: written.start, end: colon === -1 ? written.end : colon }));
  if (colon === -1) {
    report({ code: "header-line-without-colon", span: key.span });
    const end = comment?.end ?? key.span.end;
    const span = { start: key.span.start, end };
    return { entry: { kind: "header-entry", span, key, ...(comment && { comment }) }, comments: [] };
  }

  const pieces = [trim(text, { start: colon + 1, end: written.end })];
  const comments = [comment];
  for (const line of more) {
    const next = uncomment(text, line);
    pieces.push(trim(text, next.written));
    comments.push(next.comment);
  }
  const value = join(text, pieces, report);
  const last = comments.pop();
  const end = last?.end ?? value?.span.end ?? colon + 1;
  return {
    entry: {
      kind: "header-entry",
      span: { start: key.span.start, end },
      key,
      colon: { start: colon, end: colon + 1 },
      ...(value && { value }),
      ...(last && { comment: last }),
    },
    comments: comments.filter((each) => each !== undefined),
  };
};

/** The value of all pieces together; a backslash at the very end dangles and is no part of it. */
const join = (
  text: string,
  pieces: readonly Span[],
  report: (problem: Problem) => void,
): Word | undefined => {
  const parts: string[] = [];
  let start: number | undefined;
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    const open = endsInBackslash(text, piece);
    let last = open ? piece.end - 1 : piece.end;
    if (open && index === pieces.length - 1) {
      report({ code: "dangling-continuation", span: { start: last, end: piece.end } });
      last = trim(text, { start: piece.start, end: last }).end;
    }
    if (piece.start < last) parts.push(text.slice(piece.start, last));
    if (open) breakLine(parts);
    if (piece.start === last) continue;
    start ??= piece.start;
    end = last;
  }
  return start === undefined ? undefined : { text: parts.join(""), span: { start, end } };
};

/** Turns a `\\n` at the end of what is joined so far into a line break; its two characters may be of two lines. */
const breakLine = (parts: string[]): void => {
  const last = parts.pop() ?? "";
  const before = parts.at(-1) ?? "";
  if (last.endsWith("\\n")) parts.push(last.slice(0, -2), "\n");
  else if (last === "n" && before.endsWith("\\")) parts.splice(-1, 1, before.slice(0, -1), "\n");
  else parts.push(last);
};

/** A line in two: what is written, and its comment. */
const uncomment = (text: string, line: Span): { readonly written: Span; readonly comment?: Span } => {
  const { start, end } = content(text, line);
  const hash = find(text, "#", { start, end });
  if (hash === -1) return { written: { start, end } };
  return { written: { start, end: hash }, comment: { start: hash, end } };
};

const endsInBackslash = (text: string, { start, end }: Span): boolean =>
  start < end && text[end - 1] === "\\";

const word = (text: string, span: Span): Word => ({ text: text.slice(span.start, span.end), span });
