/** The line a finding is on, and what to draw below it. */

import type { LineIndex, Span } from "@deftools/text";
import { visibleGrapheme, widthOf } from "./visible.ts";

/** One line of source and its underline, cut to a width. */
export interface CodeFrame {
  /** One-based. */
  readonly line: number;
  readonly code: string;
  /** `^~~~` below what was found; a lone `^` for a place between characters. */
  readonly underline: string;
}

/** A grapheme as it is drawn. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly drawn: string;
  readonly columns: number;
}

const CUT = "…";
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The frame of a span; of a span of several lines its first line. */
export const codeFrame = (lines: LineIndex, span: Span, width: number): CodeFrame => {
  const { line } = lines.position(span.start);
  const whole = lines.line(line);
  const start = Math.min(span.start, whole.end);
  const cells = cellsNear(lines.text, whole, start, width);

  const before = lastThatFit(
    cells.filter((cell) => cell.end <= start),
    Math.floor((width * 2) / 3),
  );
  const rest = cells.filter((cell) => start < cell.end);
  const after = firstThatFit(rest, width - columnsOf(before) - 2 * CUT.length);
  const covered = after.filter((cell) => cell.start < span.end && span.start < span.end);

  const left = (before[0] ?? after[0])?.start ?? whole.start;
  const right = (after.at(-1) ?? before.at(-1))?.end ?? whole.end;
  const lead = whole.start < left ? CUT : "";
  const tail = right < whole.end ? CUT : "";
  return {
    line: line + 1,
    code: lead + [...before, ...after].map(({ drawn }) => drawn).join("") + tail,
    underline: `${" ".repeat(lead.length + columnsOf(before))}^${"~".repeat(Math.max(0, columnsOf(covered) - 1))}`,
  };
};

/** What of a line can matter: lines of a million characters exist, and only a screen's width is drawn. */
const cellsNear = (text: string, whole: Span, offset: number, width: number): readonly Cell[] => {
  const from = outsidePair(text, Math.max(whole.start, offset - width));
  const to = outsidePair(text, Math.min(whole.end, offset + width));
  return Array.from(graphemes.segment(text.slice(from, to)), ({ segment, index }) => {
    const drawn = visibleGrapheme(segment);
    return { start: from + index, end: from + index + segment.length, drawn, columns: widthOf(drawn) };
  });
};

const firstThatFit = (cells: readonly Cell[], width: number): readonly Cell[] => {
  let columns = 0;
  const end = cells.findIndex((cell) => {
    columns += cell.columns;
    return width < columns;
  });
  return end === -1 ? cells : cells.slice(0, end);
};

const lastThatFit = (cells: readonly Cell[], width: number): readonly Cell[] =>
  [...firstThatFit([...cells].reverse(), width)].reverse();

const columnsOf = (cells: readonly Cell[]): number => cells.reduce((sum, { columns }) => sum + columns, 0);

/** Moves an offset out of the middle of a surrogate pair. */
const outsidePair = (text: string, offset: number): number => {
  const code = text.charCodeAt(offset);
  return 0xdc00 <= code && code <= 0xdfff ? offset - 1 : offset;
};
