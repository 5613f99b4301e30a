/**
 * The words of a `%files` line, cut as the engines cut them: double quotes group, single quotes and backslashes do not,
 * a placeholder may have blanks inside, `#` is a character like any other.
 */

import type { Span } from "@deftools/text";
import type { FilesLine, FilesWord, Problem } from "./ast.ts";
import { content, find, trim } from "./line.ts";
import { isSpace, placeholderName } from "./placeholder.ts";

/** Reads a line that is neither blank nor a comment; absent when it holds no word, as a lone quote does not. */
export const readFilesLine = (
  text: string,
  token: Span,
  report: (problem: Problem) => void,
): FilesLine | undefined => {
  const span = trim(text, content(text, token));
  const [source, destination, ...ignored] = readWords(text, span, report);
  if (source === undefined) return undefined;
  return { kind: "files-line", span, source, ...(destination && { destination }), ignored };
};

/** `([^\s"']*{{\s*\w+\s*}}*[^\s{}"']*)+|[^\s"']+|"[^"]*"|'[^']*`, as a loop that never goes back far. */
const readWords = (text: string, line: Span, report: (problem: Problem) => void): FilesWord[] => {
  const words: FilesWord[] = [];
  let at = line.start;
  while (at < line.end) {
    const start = at;
    const char = text[start];
    if (isSeparator(text, start)) at++;
    else if (char === '"') {
      const close = find(text, '"', { start: start + 1, end: line.end });
      at = close === -1 ? start + 1 : close + 1;
      if (close === -1) report({ code: "lone-quote", span: { start, end: at } });
      else words.push({ text: text.slice(start + 1, close), span: { start, end: at }, quoted: true });
    } else {
      at = char === "'" ? singleQuoteEnd(text, start, line.end) : bareEnd(text, start, line.end);
      const span = trim(text, { start, end: at });
      words.push({ text: withoutQuotes(text.slice(span.start, span.end)), span, quoted: false });
    }
  }
  return words;
};

/** A single quote opens a word that the next single quote ends, without being a part of it. */
const singleQuoteEnd = (text: string, start: number, end: number): number => {
  const close = find(text, "'", { start: start + 1, end });
  return close === -1 ? end : close;
};

/** After a placeholder a brace ends the word, unless it begins the next placeholder. */
const bareEnd = (text: string, start: number, end: number): number => {
  let at = start;
  for (;;) {
    const run = runEnd(text, at, end);
    const braced = lastBracedEnd(text, { start: at, end: run }, end);
    if (braced === undefined) return at === start ? run : at;
    at = braced;
    while (at < end && !isSeparator(text, at) && !"{}\"'".includes(text.charAt(at))) at++;
  }
};

const runEnd = (text: string, start: number, end: number): number => {
  let at = start;
  while (at < end && !isSeparator(text, at) && text[at] !== '"' && text[at] !== "'") at++;
  return at;
};

/** Where the last placeholder ends that begins in a run; one closing brace is enough here, and any number belongs to it. */
const lastBracedEnd = (text: string, run: Span, end: number): number | undefined => {
  for (let at = run.end - 2; run.start <= at; at--) {
    if (text[at] !== "{" || text[at + 1] !== "{") continue;
    const { name, close } = placeholderName(text, at);
    if (name.start === name.end || end <= close || text[close] !== "}") continue;
    let after = close;
    while (after < end && text[after] === "}") after++;
    return after;
  }
  return undefined;
};

const withoutQuotes = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '"') start++;
  while (start < end && text[end - 1] === '"') end--;
  return text.slice(start, end);
};

/** White space of Go's regular expressions, which is ASCII. */
const isSeparator = (text: string, at: number): boolean => isSpace(text.charCodeAt(at));
