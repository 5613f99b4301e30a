/** `textDocument/semanticTokens/…`: the tokens of a document, of a part of it, or what changed in them. */

import {
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from "vscode-languageserver";
import { semanticTokens } from "../../features/semantic-tokens.ts";
import { defineMethod } from "../method.ts";
import { toSpan } from "../positions.ts";
import { encodeTokens, legend } from "../token-legend.ts";

export const semanticTokensMethod = defineMethod(
  SemanticTokensRequest.type,
  () => ({ semanticTokensProvider: { legend, full: { delta: true }, range: true } }),
  ({ documents, tokens }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    return tokens.whole(opened.uri, encodeTokens(opened.document, semanticTokens(opened.analysis.recipe)));
  },
);

export const semanticTokensDeltaMethod = defineMethod(
  SemanticTokensDeltaRequest.type,
  // announced with the whole document's
  () => ({}),
  ({ documents, tokens }, { textDocument, previousResultId }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const data = encodeTokens(opened.document, semanticTokens(opened.analysis.recipe));
    return tokens.since(opened.uri, previousResultId, data);
  },
);

export const semanticTokensRangeMethod = defineMethod(
  SemanticTokensRangeRequest.type,
  // announced with the whole document's
  () => ({}),
  ({ documents }, { textDocument, range }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const { analysis, document } = opened;
    return { data: encodeTokens(document, semanticTokens(analysis.recipe, toSpan(document, range))) };
  },
);
