/**
 * Marks in fixtures: `‸` is the cursor, `«…»` a range (any number, nested allowed), `⟦/name⟧` alone on a line begins a file.
 * None of the five characters occurs in real recipes, and no shell gives them a meaning.
 */

import type { Span } from "@deftools/text";

/** A text without its marks, and where they stood. */
export interface MarkedText {
  readonly text: string;
  /** The offset of `‸`. */
  readonly cursor?: number;
  /** What `«…»` surrounded, by start; of nested ranges the outer first. */
  readonly ranges: readonly Span[];
}

/**
 * Reads the marks of one text. One line end at the very start is dropped, so that a template literal can begin on a line of its own.
 * @throws Error when a bracket has no partner, a second cursor stands there, or file headers are used
 */
export const readMarks = (marked: string): MarkedText => {
  const stray = /[⟦⟧]/.exec(marked);
  if (stray) throw misuse(`"${stray[0]}" in a text that is one file`, marked, stray.index);
  return readBody(marked.replace(/^\r?\n/, ""));
};

/**
 * Reads a text that holds several files, each after a `⟦/name⟧` line. The names keep their order.
 * @throws Error when text stands before the first header, a name is empty or doubled, or the marks of a file are misused
 */
export const readMarkedFiles = (marked: string): ReadonlyMap<string, MarkedText> => {
  const files = new Map<string, MarkedText>();
  const headers = [...marked.matchAll(/^⟦([^⟦⟧\n]*)⟧[ \t]*\r?(?:\n|$)/gm)];
  const before = marked.slice(0, headers[0]?.index ?? marked.length);
  if (before.trim() !== "" || headers.length === 0)
    throw misuse("text before the first ⟦/name⟧ line", marked, 0);
  for (const [index, header] of headers.entries()) {
    const name = header[1] ?? "";
    if (name === "") throw misuse("a ⟦⟧ line without a name", marked, header.index);
    if (files.has(name)) throw misuse(`a second file "${name}"`, marked, header.index);
    const body = marked.slice(header.index + header[0].length, headers[index + 1]?.index);
    const stray = /[⟦⟧]/.exec(body);
    if (stray) throw misuse(`"${stray[0]}" that is no header line`, body, stray.index);
    files.set(name, readBody(body));
  }
  return files;
};

const readBody = (marked: string): MarkedText => {
  const parts: string[] = [];
  const open: number[] = [];
  const ranges: Span[] = [];
  let cursor: number | undefined;
  let offset = 0;
  for (const piece of marked.split(/([‸«»])/)) {
    if (piece === "«") open.push(offset);
    else if (piece === "»") {
      const start = open.pop();
      if (start === undefined) throw misuse("a » without its «", parts.join(""), offset);
      ranges.push({ start, end: offset });
    } else if (piece === "‸") {
      if (cursor !== undefined) throw misuse("a second ‸", parts.join(""), offset);
      cursor = offset;
    } else {
      parts.push(piece);
      offset += piece.length;
    }
  }
  const text = parts.join("");
  const lone = open[0];
  if (lone !== undefined) throw misuse("a « without its »", text, lone);
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text, ranges, ...(cursor === undefined ? {} : { cursor }) };
};

const misuse = (what: string, text: string, offset: number): Error =>
  new Error(`fixture marks: ${what} (line ${text.slice(0, offset).split("\n").length})`);
