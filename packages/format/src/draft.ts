/** Where the parts of a file put their edits, and what of the file all of them ask for. */

import type { DefinitionFile, Placeholder } from "@deftools/grammar";
import { covers, type Span, type TextEdit } from "@deftools/text";

/** The edits so far. */
export interface Draft {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** What new lines end in: what most lines of the file do. */
  readonly lineEnd: "\n" | "\r\n";
  /** Adds an edit, unless nothing would change or it reaches into a placeholder. */
  readonly replace: (start: number, end: number, text: string) => void;
  /** Whether a span holds something that the grammar could not place: such text is left alone. */
  readonly isBroken: (span: Span) => boolean;
  /** Where the first placeholder begins in a span, or its end: what a value will bring cannot be known. */
  readonly plainEnd: (span: Span) => number;
}

/** A draft without edits. */
export const draftOf = ({ text, placeholders, problems }: DefinitionFile): Draft => {
  const edits: TextEdit[] = [];
  return {
    text,
    edits,
    lineEnd: usualLineEnd(text),
    replace: (start, end, replacement) => {
      if (text.slice(start, end) === replacement) return;
      if (!reachesIn(placeholders, { start, end })) edits.push({ span: { start, end }, text: replacement });
    },
    isBroken: (span) => problems.some((problem) => covers(span, problem.span)),
    plainEnd: ({ start, end }) => firstFrom(placeholders, start, end),
  };
};

/** The majority's; a file of one line gets LF. */
const usualLineEnd = (text: string): "\n" | "\r\n" => {
  const all = text.split("\n").length - 1;
  const withReturn = text.split("\r\n").length - 1;
  return all < 2 * withReturn ? "\r\n" : "\n";
};

const reachesIn = (placeholders: readonly Placeholder[], { start, end }: Span): boolean =>
  placeholders.some(({ span }) => start < span.end && span.start < end);

const firstFrom = (placeholders: readonly Placeholder[], start: number, end: number): number => {
  const first = placeholders.find(({ span }) => start < span.end && span.start < end);
  return first === undefined ? end : Math.max(start, first.span.start);
};
