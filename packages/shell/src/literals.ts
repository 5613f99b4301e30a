/** Literal text of words: quote removal, placeholders cut out, the tilde in front. */

import { isMasked, maskAt, place, type Reading } from "./reading.ts";
import type { WordPart } from "./tree.ts";

/** What quotes text, which decides what a backslash in it does; `decoded` for `$'…'`, whose escapes the parser has read. */
export type Quoting = "bare" | "single" | "double" | { readonly decoded: string };

/** Pushes the literal from `start` to `end` of the source, cut where placeholders stand. An empty literal is kept: it is a quoted `""`. */
export const literals = (
  reading: Reading,
  start: number,
  end: number,
  quoting: Quoting,
  out: WordPart[],
): void => {
  if (end < start || (end === start && quoting === "bare")) return;
  if (!isMasked(reading, place(reading, start, end))) {
    out.push(literal(reading, start, end, quoting));
    return;
  }
  for (let from = start; from < end; ) {
    const mask = maskAt(reading, reading.toFile(from));
    let to = from + 1;
    while (to < end && maskAt(reading, reading.toFile(to)) === mask) to++;
    out.push(
      mask === undefined ? literal(reading, from, to, quoting) : placeholder(reading, from, to, quoting),
    );
    from = to;
  }
};

const literal = (reading: Reading, from: number, to: number, quoting: Quoting): WordPart => ({
  kind: "literal",
  span: place(reading, from, to),
  value: withoutQuoting(reading, from, to, quoting),
  quoted: quoting !== "bare",
  ...(typeof quoting === "object" ? { dollar: true } : {}),
});

const placeholder = (reading: Reading, from: number, to: number, quoting: Quoting): WordPart => {
  const span = place(reading, from, to);
  const text = reading.file.slice(span.start, span.end);
  return { kind: "placeholder", span, text, quoted: quoting !== "bare" };
};

const withoutQuoting = (reading: Reading, from: number, to: number, quoting: Quoting): string => {
  if (typeof quoting === "object") return quoting.decoded;
  const written = reading.source.slice(from, to);
  const raw = reading.carriageReturns ? written.replaceAll("\n\n", "\n") : written;
  if (quoting === "single" || !raw.includes("\\")) return raw;
  if (quoting === "double") return raw.replace(/\\([$`"\\\n])/g, (_, escaped: string) => unescaped(escaped));
  return raw.replace(/\\([\s\S])/g, (_, escaped: string) => unescaped(escaped));
};

/** A backslash before a line end joins the lines. */
const unescaped = (escaped: string): string => (escaped === "\n" ? "" : escaped);

/** Pushes the tilde a word begins with, if the shell expands it; returns where the rest of the word begins. */
export const tilde = (reading: Reading, start: number, end: number, out: WordPart[]): number => {
  const user = /^~([\w.+-]*)(?=\/|$)/.exec(reading.source.slice(start, end))?.[1];
  if (user === undefined) return start;
  const after = start + 1 + user.length;
  out.push({ kind: "tilde", span: place(reading, start, after), user });
  return after;
};
