/** Every request of the method table at once, about one place of one document. */

import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  type MessageConnection,
  PrepareRenameRequest,
  type Range,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  type TextDocumentIdentifier,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";

/** The answers that callers look at; that all others come at all is what this is for. */
export const allRequests = async (
  connection: MessageConnection,
  textDocument: TextDocumentIdentifier,
  range: Range,
) => {
  const position = range.start;
  const at = { textDocument, position };
  const item = { name: "", kind: 2 as const, uri: textDocument.uri, range, selectionRange: range };
  const options = { tabSize: 4, insertSpaces: true };
  const context = { diagnostics: [], only: [""] };
  const renamed = connection.sendRequest(RenameRequest.type, { ...at, newName: "renamed" }).catch((error) => {
    // a name that cannot be renamed is refused; anything else is a mistake
    if (!/can be renamed|is the name of/.test(String(error))) throw error;
  });
  const [symbols, tokens] = await Promise.all([
    connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    connection.sendRequest(SemanticTokensRequest.type, { textDocument }),
    connection.sendRequest(SemanticTokensDeltaRequest.type, { textDocument, previousResultId: "1" }),
    connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range }),
    connection.sendRequest("deftools/engineView", { textDocument }),
    connection.sendRequest("deftools/rulePage", { code: "DEF201" }),
    connection.sendRequest(CallHierarchyPrepareRequest.type, at),
    connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item }),
    connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item }),
    connection.sendRequest(CodeActionRequest.type, { textDocument, range, context }),
    connection.sendRequest(CodeLensRequest.type, { textDocument }),
    connection.sendRequest(CompletionRequest.type, at),
    connection.sendRequest(CompletionResolveRequest.type, { label: "%post", data: "section" }),
    connection.sendRequest(DefinitionRequest.type, at),
    connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument }),
    connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options }),
    connection.sendRequest(DocumentHighlightRequest.type, at),
    connection.sendRequest(DocumentLinkRequest.type, { textDocument }),
    connection.sendRequest(DocumentOnTypeFormattingRequest.type, { ...at, ch: "\n", options }),
    connection.sendRequest(DocumentRangeFormattingRequest.type, { textDocument, range, options }),
    connection.sendRequest(FoldingRangeRequest.type, { textDocument }),
    connection.sendRequest(HoverRequest.type, at),
    connection.sendRequest(InlayHintRequest.type, { textDocument, range }),
    connection.sendRequest(LinkedEditingRangeRequest.type, at),
    connection.sendRequest(PrepareRenameRequest.type, at),
    connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }),
    renamed,
    connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position, range.end] }),
    connection.sendRequest(SignatureHelpRequest.type, at),
    connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] }),
    connection.sendRequest(WorkspaceSymbolRequest.type, { query: "t" }),
  ]);
  return { symbols, tokens };
};
