/** The lossless layer: the tokens of a text, which join to it. */

import type { Span } from "@deftools/text";
import { lex } from "./lexer.ts";

/** One token: lines, or the whole verbatim body of a section. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  readonly span: Span;
}

/** The tokens of a text. Joining their texts gives the text, whatever it is. */
export const tokenize = (text: string): readonly Token[] =>
  lex(text).map(({ tokenType, image, startOffset }) => ({
    kind: tokenType.name,
    text: image,
    span: { start: startOffset, end: startOffset + image.length },
  }));
