/** `textDocument/documentSymbol`: the outline, as a tree or, for clients that know no trees, as a flat list. */

import { type DocumentSymbol, DocumentSymbolRequest, type SymbolInformation } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { documentSymbols, type OutlineNode } from "../../features/document-symbols.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { toSymbolKind } from "../symbol-kind.ts";

export const documentSymbolMethod = defineMethod(
  DocumentSymbolRequest.type,
  () => ({ documentSymbolProvider: { label: "deftools" } }),
  ({ client, documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const nodes = documentSymbols(opened.analysis.recipe);
    if (client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport)
      return nodes.map((node) => toSymbol(opened.document, node));
    const flat: SymbolInformation[] = [];
    for (const node of nodes) addFlat(opened.document, node, undefined, flat);
    return flat;
  },
);

const toSymbol = (document: TextDocument, node: OutlineNode): DocumentSymbol => ({
  name: node.name,
  ...(node.detail !== undefined && { detail: node.detail }),
  kind: toSymbolKind(node.kind),
  range: toRange(document, node.span),
  selectionRange: toRange(document, node.selection),
  children: node.children.map((child) => toSymbol(document, child)),
});

const addFlat = (
  document: TextDocument,
  node: OutlineNode,
  container: OutlineNode | undefined,
  out: SymbolInformation[],
): void => {
  out.push({
    name: node.name,
    kind: toSymbolKind(node.kind),
    location: { uri: document.uri, range: toRange(document, node.span) },
    ...(container && { containerName: container.name }),
  });
  for (const child of node.children) addFlat(document, child, node, out);
};
