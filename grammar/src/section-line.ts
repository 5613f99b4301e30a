/**
 * The line that opens a section: `%name arguments`.
 * The engines take the name up to the first space (a tab belongs to it) and fold its case, but not for app sections.
 */

import type { Span } from "@deftools/text";
import type { Problem, SectionNode, Word } from "./ast.ts";
import { content, find, skipBlanks } from "./line.ts";
import { isAppSection, section } from "./vocabulary.ts";

/** The span of the name in a section line: after the `%`, up to the first space. */
export const sectionNameAt = (text: string, line: Span): Span => {
  const { end } = content(text, line);
  let start = skipBlanks(text, line.start, end);
  while (start < end && text[start] === "%") start++;
  const space = find(text, " ", { start, end });
  return { start, end: space === -1 ? end : space };
};

/** What a section line says. */
export type SectionLine = Pick<SectionNode, "line" | "name" | "type" | "argument" | "app">;

/** Takes a section line apart. A line that opens the whole file may be indented: the engines trim a file's start. */
export const readSectionLine = (
  text: string,
  token: Span,
  options: { readonly opensFile: boolean },
  report: (problem: Problem) => void,
): SectionLine => {
  const line = content(text, token);
  const name = word(text, sectionNameAt(text, line));
  const type = section(name.text)?.name;
  const argument = { start: Math.min(name.span.end + 1, line.end), end: line.end };
  const app = type !== undefined && isAppSection(type) ? appName(text, name.span.end, argument) : undefined;

  const first = skipBlanks(text, line.start, line.end);
  if (line.start < first && !options.opensFile)
    report({ code: "indented-section", span: { start: line.start, end: first } });
  else if (name.text === "")
    report({ code: "section-name-blank", span: { start: first, end: name.span.end } });
  else if (type === undefined)
    report({ code: "unknown-section", span: { start: first, end: name.span.end } });
  if (type !== undefined && isAppSection(type) && !app?.text)
    report({ code: "missing-app-name", span: { start: first, end: name.span.end } });

  return {
    line,
    name,
    ...(type === undefined ? {} : { type }),
    ...(argument.start === argument.end ? {} : { argument: word(text, argument) }),
    ...(app === undefined ? {} : { app }),
  };
};

/** The second of the words that single spaces separate; empty when two spaces follow each other. */
const appName = (text: string, nameEnd: number, argument: Span): Word | undefined => {
  if (nameEnd === argument.end) return undefined;
  const space = find(text, " ", argument);
  return word(text, { start: argument.start, end: space === -1 ? argument.end : space });
};

const word = (text: string, span: Span): Word => ({ text: text.slice(span.start, span.end), span });
