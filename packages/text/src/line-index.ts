/** Offsets to lines and columns and back; a line ends after LF, CRLF counts as one end, a lone CR ends nothing. */

import type { Position, Span } from "./span.ts";

/** The line starts of one text. Looking up is a binary search. */
export class LineIndex {
  readonly text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** How many lines there are; the empty text has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - this.#start(low) };
  }

  /** The offset of a position; a column past the line's end is moved to that end, as editors expect. */
  offset({ line, column }: Position): number {
    if (line < 0) return 0;
    if (this.lineCount <= line) return this.text.length;
    const { start, end } = this.line(line);
    return Math.min(start + Math.max(column, 0), end);
  }

  /** The span of a line without its line end (LF or CRLF). */
  line(line: number): Span {
    const start = this.#start(line);
    const next = line + 1 < this.lineCount ? this.#start(line + 1) - 1 : this.text.length;
    const end = start < next && line + 1 < this.lineCount && this.text[next - 1] === "\r" ? next - 1 : next;
    return { start, end };
  }

  #start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }
}
