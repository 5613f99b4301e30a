/**
 * The lexer: a text becomes lines, and every section body that has no lines of its own becomes one token.
 * It is total: at every offset of every mode one pattern matches, and all that it matches is a token.
 * All patterns are functions that walk forward once, so time is linear and a line of any length is fine.
 */

import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { isBlank, lineEnd, skipBlanks } from "./line.ts";
import { sectionNameAt } from "./section-line.ts";
import { section } from "./vocabulary.ts";

const percent = 0x25;
const hash = 0x23;
const byteOrderMark = 0xfeff;

/** Where a match ends that begins at `offset`; `offset` itself when there is none. */
type Match = (text: string, offset: number) => number;

/** A token type; its label is what people read in the syntax diagrams. */
const token = (
  name: string,
  label: string,
  match: Match,
  more: { mode?: string; category?: TokenType } = {},
): TokenType =>
  createToken({
    name,
    label,
    pattern: {
      exec: (text: string, offset: number): [string] | null => {
        const end = match(text, offset);
        return end === offset ? null : [text.slice(offset, end)];
      },
    },
    line_breaks: true,
    ...(more.mode === undefined ? {} : { push_mode: more.mode }),
    ...(more.category === undefined ? {} : { categories: more.category }),
  });

/** The engine's `^bootstrap:`, case folded as Go does: U+017F is an `s`, too. */
const stageOpening = /boot[sſ]trap:/iy;

const opensStage = (text: string, offset: number): boolean => {
  stageOpening.lastIndex = offset;
  return stageOpening.test(text);
};

/** The first character of a line that is no blank, as a code; NaN for a blank line. */
const firstCode = (text: string, offset: number): number => {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) !== 0x0a && isBlank(text.charCodeAt(at))) at++;
  return at === text.length || text.charCodeAt(at) === 0x0a ? Number.NaN : text.charCodeAt(at);
};

const hasLines = (text: string, offset: number): boolean => {
  const name = sectionNameAt(text, { start: offset, end: lineEnd(text, offset) });
  const kind = section(text.slice(name.start, name.end))?.content;
  return kind === "files" || kind === "labels" || kind === "arguments";
};

/** At the start of the file only. */
export const ByteOrderMark = token(
  "ByteOrderMark",
  "byte order mark at the start of the file",
  (text, offset) => (offset === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : offset),
);

/** `Bootstrap:` in column 1, with the rest of its line. It cuts, wherever it stands. */
export const StageOpening = token(
  "StageOpening",
  'line that begins with "Bootstrap:" in column 1, any case',
  (text, offset) => (opensStage(text, offset) ? lineEnd(text, offset) : offset),
  { mode: "header" },
);

/** Any line whose first character that is no blank is `%`. */
export const SectionLine: TokenType = createToken({
  name: "SectionLine",
  label: 'line whose first character is "%"',
  pattern: Lexer.NA,
});

/** A section line after which every line counts. */
export const LinesSection = token(
  "LinesSection",
  "section line of %files, %labels, %arguments and their app forms",
  (text, offset) =>
    firstCode(text, offset) === percent && hasLines(text, offset) ? lineEnd(text, offset) : offset,
  { mode: "lines", category: SectionLine },
);

/** A section line after which all is one verbatim body. */
export const BodySection = token(
  "BodySection",
  "any other section line",
  (text, offset) => (firstCode(text, offset) === percent ? lineEnd(text, offset) : offset),
  { mode: "body", category: SectionLine },
);

/** A line of blanks. */
export const BlankLine = token("BlankLine", "blank line", (text, offset) =>
  Number.isNaN(firstCode(text, offset)) ? lineEnd(text, offset) : offset,
);

/** A line that begins with `#`. */
export const CommentLine = token("CommentLine", 'line whose first character is "#"', (text, offset) =>
  firstCode(text, offset) === hash ? lineEnd(text, offset) : offset,
);

/** Any other line of a header or of a section with lines. */
export const Line = token("Line", "any other line", lineEnd);

/** Everything up to the next section line or stage opening. */
export const Body = token("Body", "all lines up to the next section or stage, verbatim", (text, offset) => {
  let at = offset;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const first = skipBlanks(text, at, end);
    if (first < end && text.charCodeAt(first) === percent) return at;
    if (first === at && opensStage(text, at)) return at;
    at = end;
  }
  return at;
});

const everywhere = [StageOpening, LinesSection, BodySection];
const lines = [...everywhere, BlankLine, CommentLine, Line];

/** All token types, for the parser. */
export const tokenTypes: readonly TokenType[] = [ByteOrderMark, SectionLine, ...lines, Body];

/** Modes are pushed and never popped: what opens the next mode is always the next section or stage. */
const lexer = new Lexer(
  { modes: { header: [ByteOrderMark, ...lines], lines, body: [...everywhere, Body] }, defaultMode: "header" },
  // patterns that are functions have no first character that could be looked up, so that looking for one is lost time
  { positionTracking: "onlyOffset", skipValidations: true, safeMode: true },
);

/** The Chevrotain tokens of a text. */
export const lex = (text: string): IToken[] => lexer.tokenize(text).tokens;
