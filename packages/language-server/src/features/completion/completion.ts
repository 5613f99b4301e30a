/** What a proposal is, and the ways to say what it replaces. */

import type { Span } from "@deftools/text";

export type CompletionKind =
  | "keyword"
  | "agent"
  | "value"
  | "section"
  | "option"
  | "stage"
  | "argument"
  | "app"
  | "label"
  | "variable"
  | "rule"
  | "image"
  | "tag"
  | "file"
  | "folder";

/** One proposal; they come in the order to be shown. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** What to replace: within one line, with the cursor in it. */
  readonly span: Span;
  readonly text: string;
  /** The same with places to fill in, in the notation of editors: `$1` and `$0`. */
  readonly snippet?: string;
  /** What the letters that are typed are held against, where it is not `text`. */
  readonly filter?: string;
  /** Still there, but not what one should begin with. */
  readonly deprecated?: true;
}

/** From `start` over the cursor to where what is written there ends. */
export const wordAt = (text: string, start: number, offset: number, end: RegExp): Span => ({
  start,
  end: offset + Math.max(text.slice(offset, endOfLine(text, offset)).search(end), 0),
});

/** Where the line of an offset begins. */
export const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of an offset ends, LF or CRLF left out. */
export const endOfLine = (text: string, offset: number): number => {
  const lineFeed = text.indexOf("\n", offset);
  const end = lineFeed === -1 ? text.length : lineFeed;
  return text[end - 1] === "\r" && offset < end ? end - 1 : end;
};

/** The end of a word that blanks and comments separate. */
export const endOfName = /[\s#]|$/;
