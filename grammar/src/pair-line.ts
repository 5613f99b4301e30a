/** The pairs of `%labels` (`key value`, cut at the first space) and of `%arguments` (`key=value`, cut at the first `=`). */

import type { Span } from "@deftools/text";
import type { Pair, Problem, Word } from "./ast.ts";
import { content, find, trim } from "./line.ts";

/** Reads a line of `%labels` or `%applabels`. No value is fine: the label is then empty. */
export const readLabel = (text: string, token: Span): Pair => {
  const span = trim(text, content(text, token));
  const space = find(text, " ", span);
  if (space === -1) return { kind: "pair", span, key: word(text, span) };
  const key = word(text, trim(text, { start: span.start, end: space }));
  return { kind: "pair", span, key, value: word(text, trim(text, { start: space, end: span.end })) };
};

/** Reads a line of `%arguments`. */
export const readArgument = (text: string, token: Span, report: (problem: Problem) => void): Pair => {
  const span = trim(text, content(text, token));
  const equals = find(text, "=", span);
  if (equals === -1) {
    report({ code: "pair-without-separator", span });
    return { kind: "pair", span, key: word(text, span) };
  }
  const key = word(text, trim(text, { start: span.start, end: equals }));
  return { kind: "pair", span, key, value: word(text, trim(text, { start: equals + 1, end: span.end })) };
};

const word = (text: string, span: Span): Word => ({ text: text.slice(span.start, span.end), span });
