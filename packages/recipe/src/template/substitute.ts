/**
 * What an engine makes of `{{ name }}` in a stage's text, and the way back from the result to the file.
 * Source: apptainer `internal/pkg/build/args/reader.go`@v1.4.5; SingularityCE v4.5.1, same file.
 */

import type { Span } from "@deftools/text";
import type { Values } from "./build-arguments.ts";

/** How an engine substitutes. */
export interface TemplateDialect {
  /** A placeholder behind `#` and a character other than `!` on its line stays as it is. */
  readonly skipsComments: boolean;
  /** A value's own placeholders are replaced, one level deep. */
  readonly nested: boolean;
}

/** A run of the substituted text and where it comes from: itself (`copied`), or a placeholder that became a value. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly source: Span;
  readonly copied: boolean;
}

/** The text after substitution, its pieces in order, and the names that were used. */
export interface Substituted {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly used: ReadonlySet<string>;
}

/** A placeholder whose name has no value. */
export interface Undefined {
  readonly name: string;
  readonly span: Span;
}

/** `{{`, white space, a name, white space, `}}`; Go's `\s` and `\w` are ASCII. */
const placeholders = /\{\{[\t\n\f\r ]*([0-9A-Za-z_]+)[\t\n\f\r ]*\}\}/g;
/** What makes the engine take the rest of a line for a comment, right or wrong. */
const comment = /#[^!]/;

/** Substitutes in `text` at `span`; given values win over defaults. Stops at the first name without a value, as the engine does. */
export const substitute = (
  text: string,
  span: Span,
  values: { readonly given: Values; readonly defaults: Values },
  dialect: TemplateDialect,
): Substituted | { readonly missing: Undefined } => {
  const lookUp = (name: string): string | undefined => values.given.get(name) ?? values.defaults.get(name);
  const parts: string[] = [];
  const pieces: Piece[] = [];
  const used = new Set<string>();
  let done = span.start;
  let length = 0;
  const add = (part: string, source: Span, copied: boolean): void => {
    if (part === "" && copied) return;
    parts.push(part);
    pieces.push({ start: length, end: length + part.length, source, copied });
    length += part.length;
  };
  const within = text.slice(span.start, span.end);
  for (const match of within.matchAll(placeholders)) {
    const [whole, name = ""] = match;
    const start = span.start + match.index;
    const line = Math.max(text.lastIndexOf("\n", start), done);
    if (dialect.skipsComments && comment.test(text.slice(line, start))) continue;
    const value = lookUp(name);
    const source = { start, end: start + whole.length };
    if (value === undefined) return { missing: { name, span: source } };
    add(text.slice(done, start), { start: done, end: start }, true);
    add(dialect.nested ? expand(value, lookUp) : value, source, false);
    used.add(name);
    done = source.end;
  }
  add(text.slice(done, span.end), { start: done, end: span.end }, true);
  return { text: parts.join(""), pieces, used };
};

/** Each placeholder of a value is replaced wherever it stands by then, one after another, as the engine does. */
const expand = (value: string, lookUp: (name: string) => string | undefined): string => {
  let text = value;
  for (const [whole, name = ""] of value.matchAll(placeholders)) {
    const inner = lookUp(name);
    if (inner !== undefined) text = text.replaceAll(whole, () => inner);
  }
  return text;
};

/** The span of the file behind a span of the substituted text: exact where text was copied, the placeholder where it was not. */
export const sourceOf = ({ pieces }: Pick<Substituted, "pieces">, { start, end }: Span): Span => ({
  start: placeOf(pieces, start, "start"),
  end: placeOf(pieces, Math.max(start, end), "end"),
});

const placeOf = (pieces: readonly Piece[], offset: number, side: "start" | "end"): number => {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { end } = pieces[middle] as Piece;
    if (side === "start" ? offset < end : offset <= end) high = middle;
    else low = middle + 1;
  }
  const piece = pieces[low];
  if (!piece) return 0;
  return piece.copied ? piece.source.start + offset - piece.start : piece.source[side];
};
