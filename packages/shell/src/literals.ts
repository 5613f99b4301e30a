/** Literal text of words: quote removal, placeholders cut out, the tilde in front. */

import { maskAt, place, type Reading } from "./reading.ts";
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
  const quoted = quoting !== "bare";
  if (end < start || (end === start && !quoted)) return;
  let from = start;
  do {
    const mask = maskAt(reading, reading.toFile(from));
    let to = from + 1;
    while (to < end && maskAt(reading, reading.toFile(to)) === mask) to++;
    to = Math.min(to, end);
    const span = place(reading, from, to);
    if (mask !== undefined && from < to) {
      const text = reading.file.slice(span.start, span.end);
      out.push({ kind: "placeholder", span, text, quoted });
    } else {
      const value = withoutQuoting(reading, from, to, quoting);
      out.push({
        kind: "literal",
        span,
        value,
        quoted,
        ...(typeof quoting === "object" ? { dollar: true } : {}),
      });
    }
    from = to;
  } while (from < end);
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
