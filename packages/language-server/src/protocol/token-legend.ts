/** Our kinds of tokens as the protocol's token types, which themes have colors for. The one table behind the legend and the encoding. */

import { SemanticTokenModifiers, type SemanticTokensLegend, SemanticTokenTypes } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SemanticToken, TokenKind } from "../features/painting.ts";

const types: Readonly<Record<TokenKind, SemanticTokenTypes>> = {
  section: SemanticTokenTypes.keyword,
  key: SemanticTokenTypes.property,
  agent: SemanticTokenTypes.enumMember,
  value: SemanticTokenTypes.string,
  stage: SemanticTokenTypes.namespace,
  app: SemanticTokenTypes.class,
  placeholder: SemanticTokenTypes.macro,
  label: SemanticTokenTypes.property,
  path: SemanticTokenTypes.string,
  command: SemanticTokenTypes.function,
  function: SemanticTokenTypes.function,
  option: SemanticTokenTypes.parameter,
  variable: SemanticTokenTypes.variable,
  string: SemanticTokenTypes.string,
  comment: SemanticTokenTypes.comment,
  operator: SemanticTokenTypes.operator,
  keyword: SemanticTokenTypes.keyword,
};

const tokenTypes = [...new Set(Object.values(types))];

export const legend: SemanticTokensLegend = {
  tokenTypes,
  tokenModifiers: [SemanticTokenModifiers.definition],
};

/** Five numbers per token: line and column (from the token before), length, type, modifiers. */
export const encodeTokens = (document: TextDocument, tokens: readonly SemanticToken[]): number[] => {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { span, kind, definition } of tokens) {
    const at = document.positionAt(span.start);
    const line = at.line - before.line;
    const character = line === 0 ? at.character - before.character : at.character;
    data.push(line, character, span.end - span.start, tokenTypes.indexOf(types[kind]), Number(definition));
    before = at;
  }
  return data;
};
