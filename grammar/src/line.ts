/**
 * What one line of a definition file is made of: blanks, content, line end.
 * The engines read lines as Go's `bufio.ScanLines` does (LF ends a line, one CR before it is dropped, a lone CR is a
 * character like any other) and call blank what Go's `unicode.IsSpace` does. JavaScript's `\s` differs: it knows
 * U+FEFF and not U+0085.
 */

import type { Span } from "@deftools/text";

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Whether a UTF-16 code unit is a blank for the engines. A line end is a blank, too. */
export const isBlank = (code: number): boolean => {
  if (code < 0x80) return code === 0x20 || (0x09 <= code && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    (0x2000 <= code && code <= 0x200a) ||
    code === 0x1680 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
};

/** Where the line that `offset` lies in ends, its line end included. */
export const lineEnd = (text: string, offset: number): number => {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
};

/** A line without its line end. */
export const content = (text: string, { start, end }: Span): Span => {
  let last = end;
  if (start < last && text.charCodeAt(last - 1) === newline) last--;
  if (start < last && text.charCodeAt(last - 1) === carriageReturn) last--;
  return { start, end: last };
};

/** The first offset in `[start, end)` that is no blank; `end` when all are. */
export const skipBlanks = (text: string, start: number, end: number): number => {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
};

/** A span without the blanks at both ends; when nothing else is there, it is empty and stands at the start. */
export const trim = (text: string, { start, end }: Span): Span => {
  const first = skipBlanks(text, start, end);
  if (first === end) return { start, end: start };
  let last = end;
  while (isBlank(text.charCodeAt(last - 1))) last--;
  return { start: first, end: last };
};

/** Like `indexOf`, but it never looks past `end`; -1 when not found. */
export const find = (text: string, what: string, { start, end }: Span): number => {
  const at = text.slice(start, end).indexOf(what);
  return at === -1 ? -1 : start + at;
};
