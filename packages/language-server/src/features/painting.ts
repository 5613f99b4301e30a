/**
 * A text being colored: spans are painted one over the other, the outer before what is inside it, and read off in order.
 * One byte per character: the kind, and whether a name is defined there. 0 is bare.
 */

import type { Span } from "@deftools/text";

/** What a token can be. */
export const tokenKinds = [
  "section",
  "key",
  "agent",
  "value",
  "stage",
  "app",
  "placeholder",
  "label",
  "path",
  "command",
  "function",
  "option",
  "variable",
  "string",
  "comment",
  "operator",
  "keyword",
] as const;

export type TokenKind = (typeof tokenKinds)[number];

/** A piece of one line. */
export interface SemanticToken {
  readonly span: Span;
  readonly kind: TokenKind;
  readonly definition: boolean;
}

const DEFINITION = 0x80;
const colors = new Map(tokenKinds.map((kind, index) => [kind, index + 1]));

/** A text and its colors. */
export class Painting {
  readonly text: string;
  readonly #colors: Uint8Array;

  constructor(text: string) {
    this.text = text;
    this.#colors = new Uint8Array(text.length);
  }

  add({ start, end }: Span, kind: TokenKind, { definition = false } = {}): void {
    this.#colors.fill((colors.get(kind) ?? 0) | (definition ? DEFINITION : 0), start, end);
  }

  /** Takes all color off again. */
  clear({ start, end }: Span): void {
    this.#colors.fill(0, start, end);
  }

  /** The runs of one color, cut at line ends, of which something lies in a range. */
  tokens({ start: from, end: to }: Span): readonly SemanticToken[] {
    const tokens: SemanticToken[] = [];
    let start = from;
    while (0 < start && this.#colorAt(start) !== 0 && this.#colorAt(start) === this.#colorAt(start - 1))
      start--;
    while (start < to) {
      const color = this.#colorAt(start);
      let end = start + 1;
      if (color !== 0) while (this.#colorAt(end) === color) end++;
      const kind = tokenKinds[(color & ~DEFINITION) - 1];
      if (kind) tokens.push({ span: { start, end }, kind, definition: (color & DEFINITION) !== 0 });
      start = end;
    }
    return tokens;
  }

  /** Line ends are bare, whatever goes over them. */
  #colorAt(offset: number): number {
    const character = this.text.charCodeAt(offset);
    return character === LINE_FEED || character === CARRIAGE_RETURN ? 0 : (this.#colors[offset] ?? 0);
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
