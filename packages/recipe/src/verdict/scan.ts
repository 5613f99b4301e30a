/**
 * How an engine cuts a stage into its header and sections.
 * Source: apptainer `pkg/build/types/parser/deffile.go` scanDefinitionFile@v1.4.5, Go `bufio.Scanner`.
 */

import type { Span } from "@deftools/text";
import { byteLength, leadingSpace } from "./go-text.ts";
import { refuse } from "./refusal.ts";

/** A line of a piece, without its line end. */
export interface Line {
  readonly text: string;
  readonly span: Span;
}

/** The header, or one section: lines that the engine takes as one token. */
export interface Piece {
  readonly lines: readonly Line[];
  readonly span: Span;
}

/** Go's default buffer of a line scanner, in bytes: no header and no section may fill it. */
const scannerBuffer = 65_536;

/** The pieces of `[start, end)` in order; the first is the header unless it begins with `%`. Stops at a piece that is too long. */
export function* scan(text: string, { start, end }: Span): Generator<Piece> {
  let lines: Line[] = [];
  for (const { line, next } of linesOf(text, start, end)) {
    const opens =
      text[line.span.start + leadingSpace(line.text)] === "%" && leadingSpace(line.text) < line.text.length;
    if (opens && lines.length > 0) {
      yield fitting(text, lines, next, next <= end && text[next - 1] === "\n");
      lines = [];
    }
    lines.push(line);
  }
  if (lines.length > 0) yield fitting(text, lines, end, false);
}

/**
 * A piece followed by a section must fit into the buffer together with the whole next section line; the last piece must
 * leave a byte of the buffer free, since only then the scanner notices the end of the file.
 */
const fitting = (text: string, lines: readonly Line[], reads: number, followed: boolean): Piece => {
  const first = lines[0] as Line;
  const start = first.span.start;
  const size = byteLength(text, start, reads);
  if ((followed ? scannerBuffer : scannerBuffer - 1) < size)
    refuse(
      "bufio.Scanner: token too long",
      first.span,
      `this ${first.text.trimStart().startsWith("%") ? "section" : "header"} is longer than the 65,535 bytes the engine can read (${size} bytes)`,
      "split it: sections of the same name are joined",
    );
  return { lines, span: { start, end: lines.at(-1)?.span.end ?? start } };
};

/** Lines end at LF; one CR before it, or at the end of the text, is not part of the line (Go `bufio.ScanLines`). */
function* linesOf(
  text: string,
  start: number,
  end: number,
): Generator<{ readonly line: Line; readonly next: number }> {
  for (let at = start; at < end; ) {
    const feed = text.indexOf("\n", at);
    const stop = feed === -1 || end <= feed ? end : feed;
    const last = at < stop && text[stop - 1] === "\r" ? stop - 1 : stop;
    const next = stop < end ? stop + 1 : end;
    yield { line: { text: text.slice(at, last), span: { start: at, end: last } }, next };
    at = next;
  }
}
