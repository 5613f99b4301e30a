/**
 * How an engine reads the lines of `%files`: source, destination, and nothing further.
 * Source: apptainer `pkg/build/types/parser/deffile.go` parseTokenSection, fileSplitter@v1.4.5; SingularityCE 3.8 for the older one.
 */

import { trimSpace } from "./go-text.ts";
import { crash } from "./refusal.ts";
import type { Line } from "./scan.ts";

export interface EngineCopy {
  readonly source: string;
  readonly destination: string;
}

/** The copies of a body's lines. `templates`: a `{{ name }}` with blanks inside is part of its word. */
export const readFiles = (lines: readonly Line[], templates: boolean): readonly EngineCopy[] =>
  lines.flatMap(({ text, span }) => {
    const line = trimSpace(text);
    if (line === "" || line.startsWith("#")) return [];
    const [source, destination = ""] = firstTwo(wordsOf(line, templates));
    if (source === undefined)
      return crash(
        "runtime error: index out of range [0] with length 0",
        span,
        "a line with nothing but a double quote has no words",
        "remove the line",
      );
    return [{ source: trimQuotes(trimSpace(source)), destination: trimQuotes(trimSpace(destination)) }];
  });

const firstTwo = (words: Iterable<string>): readonly string[] => {
  const found: string[] = [];
  for (const word of words) if (found.push(word) === 2) break;
  return found;
};

const trimQuotes = (word: string): string => word.replace(/^"+|"+$/g, "");

/** Words as the engine's regular expression finds them, but in linear time. Its `\s` is ASCII. */
function* wordsOf(line: string, templates: boolean): Generator<string> {
  for (let at = 0; at < line.length; ) {
    const end = (templates ? templateWord(line, at) : at) || at;
    if (at < end) {
      yield line.slice(at, end);
      at = end;
      continue;
    }
    const word = match(plainWord, line, at) ?? match(doubleQuoted, line, at) ?? match(singleQuoted, line, at);
    if (word !== undefined) yield word;
    at += word === undefined || word === "" ? 1 : word.length;
  }
}

const plainWord = /[^\t\n\f\r "']+/y;
const doubleQuoted = /"[^"]*"/y;
/** The closing quote is not part of it: single quotes do not work, and this is how. */
const singleQuoted = /'[^']*/y;
const placeholder = /\{\{[\t\n\f\r ]*[0-9A-Za-z_]+[\t\n\f\r ]*\}+/y;
const afterPlaceholder = /[^\t\n\f\r {}"']*/y;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** Where a word with placeholders ends; `at` itself when there is none at `at`. The last placeholder that the run reaches counts. */
const templateWord = (line: string, at: number): number => {
  let end = at;
  for (;;) {
    const run = end + (match(plainWord, line, end)?.length ?? 0);
    let found = -1;
    for (
      let open = line.lastIndexOf("{{", run - 2);
      end <= open && end < run;
      open = open === 0 ? -1 : line.lastIndexOf("{{", open - 1)
    ) {
      const length = match(placeholder, line, open)?.length;
      if (length !== undefined) {
        found = open + length;
        break;
      }
    }
    if (found === -1) return end;
    end = found + (match(afterPlaceholder, line, found)?.length ?? 0);
  }
};
