/** Lines of a file around a span, for edits that take or add whole lines. */

import type { Span } from "@deftools/text";

/** The blanks in front of a place, if nothing else stands there on its line. */
export const indentBefore = (text: string, at: number): string | undefined =>
  /^[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1, at))?.[0];

/** The whole lines of a span with their line end, if nothing else stands on them. */
export const wholeLines = (text: string, { start, end }: Span): Span | undefined => {
  const indent = indentBefore(text, start);
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  if (indent === undefined || rest === null) return undefined;
  return { start: start - indent.length, end: end + rest[0].length };
};

/** How the line of a place ends. */
export const lineEndAt = (text: string, at: number): string => {
  const end = text.indexOf("\n", at);
  return end !== -1 && text[end - 1] === "\r" ? "\r\n" : "\n";
};
