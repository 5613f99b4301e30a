/** Spans to ranges and back, by the protocol's own idea of lines (LSP 3.17, section "Position": LF, CRLF and a lone CR end one). */

import type { Span, TextEdit } from "@deftools/text";
import type { TextEdit as ProtocolEdit, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

export const toRange = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** Positions outside the text are moved to its nearest place. */
export const toSpan = (document: TextDocument, { start, end }: Range): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

export const toEdit = (document: TextDocument, { span, text }: TextEdit): ProtocolEdit => ({
  range: toRange(document, span),
  newText: text,
});
