/** The state of one conversion: how the parser's offsets become places in the file, and what is gathered on the way. */

import type { Span } from "@deftools/text";
import type { Statement } from "./tree.ts";
import type * as Unbash from "./unbash.ts";

/** Where a piece of shell text stands, and what has been seen so far. Shared by the converters; never leaves the room. */
export interface Reading {
  /** The whole file. */
  readonly file: string;
  /** What the parser was given; its offsets count in here. */
  readonly source: string;
  /** The place in the file of an offset in `source`. */
  readonly toFile: (offset: number) => number;
  /** In file order, apart from each other. */
  readonly masked: readonly Span[];
  /** Whether lines of the file end in CRLF, which stand as two line feeds in `source`. */
  readonly carriageReturns: boolean;
  /** Reads the commands of a substitution; given here because words hold commands and commands hold words. */
  readonly readCommands: (reading: Reading, script: Unbash.ParsedScript) => readonly Statement[];
  /** How many substitutions this one is in. */
  readonly depth: number;
  readonly gathered: Gathered;
}

/** How deep substitutions are read: each level costs another pass over the rest of the script, and nobody writes ten. */
export const deepestSubstitution = 20;

/** What all readings of one script gather together. */
export interface Gathered {
  readonly errors: { readonly message: string; readonly span: Span }[];
  /** Everything that holds no comment: words, here-documents, arithmetic. */
  readonly solid: Span[];
  /** How deep the node that is being read stands in others. */
  nesting: number;
  /** Where the solid text of the word that is being read begins; absent between words. */
  solidFrom?: number | undefined;
}

/** How deep nodes are read in nodes; whoever walks the tree relies on it, since walks recurse. */
const deepestNode = 1000;

/**
 * Reads what stands inside something else.
 * @throws RangeError beyond `deepestNode`, which makes the whole script unreadable
 */
export const nested = <T>(gathered: Gathered, read: () => T): T => {
  if (gathered.nesting === deepestNode) throw new RangeError("nested too deeply");
  gathered.nesting++;
  const result = read();
  gathered.nesting--;
  return result;
};

/** The place in the file of a range of the parser's. */
export const place = (reading: Reading, start: number, end: number): Span => ({
  start: reading.toFile(start),
  end: reading.toFile(Math.max(start, end)),
});

/** The masked span that covers an offset of the file. */
export const maskAt = (reading: Reading, offset: number): Span | undefined => {
  const mask = maskFrom(reading, offset);
  return mask !== undefined && mask.start <= offset ? mask : undefined;
};

/** Whether a mask touches a span. */
export const isMasked = (reading: Reading, { start, end }: Span): boolean =>
  (maskFrom(reading, start)?.start ?? end) < end;

/** The first mask that ends behind an offset. */
const maskFrom = ({ masked }: Reading, offset: number): Span | undefined => {
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masked[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return masked[low];
};

/** Reads one whole word (or what stands for one) as solid text; a word inside a word adds nothing. */
export const asSolid = <T>(gathered: Gathered, span: Span, read: () => T): T => {
  if (gathered.solidFrom !== undefined) return read();
  gathered.solidFrom = span.start;
  const result = read();
  gathered.solid.push({ start: gathered.solidFrom, end: span.end });
  gathered.solidFrom = undefined;
  return result;
};

/** Reads the commands of a substitution inside a word, where comments may stand again. */
export const asHole = <T>(gathered: Gathered, inner: Span, read: () => T): T => {
  const from = gathered.solidFrom;
  if (from !== undefined) gathered.solid.push({ start: from, end: inner.start });
  gathered.solidFrom = undefined;
  const result = read();
  gathered.solidFrom = from === undefined ? undefined : inner.end;
  return result;
};

/**
 * The reading of a backtick substitution whose escapes the parser has removed: `decoded` is its text, `start` the offset in
 * `outer.source` of the first character behind the backtick.
 */
export const decodedReading = (outer: Reading, decoded: string, start: number): Reading => {
  const offsets: number[] = [];
  let at = start;
  for (let index = 0; index < decoded.length; index++) {
    const here = outer.source[at];
    const next = outer.source[at + 1];
    const escaped = here === "\\" && next !== undefined && removesBackslash(next, decoded, index);
    offsets.push(at);
    at += escaped ? 2 : 1;
  }
  offsets.push(at);
  return {
    ...outer,
    source: decoded,
    depth: outer.depth + 1,
    toFile: (offset) => outer.toFile(offsets[offset] ?? at),
  };
};

/** Backticks drop the backslash before `$`, a backtick and itself, and inside double quotes before a double quote. */
const removesBackslash = (escaped: string, decoded: string, index: number): boolean =>
  "$`\\".includes(escaped) || (escaped === '"' && decoded[index] === '"');
