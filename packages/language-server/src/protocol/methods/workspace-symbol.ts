/** `workspace/symbol`: a search over the open documents, however many folders they come from. */

import { type SymbolInformation, WorkspaceSymbolRequest } from "vscode-languageserver";
import { workspaceSymbols } from "../../features/workspace-symbols.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { toSymbolKind } from "../symbol-kind.ts";

export const workspaceSymbolMethod = defineMethod(
  WorkspaceSymbolRequest.type,
  () => ({ workspaceSymbolProvider: true }),
  ({ documents }, { query }): SymbolInformation[] =>
    documents.all().flatMap(({ analysis, document, uri }) =>
      workspaceSymbols(analysis.recipe, query).map(({ node, container }) => ({
        name: node.name,
        kind: toSymbolKind(node.kind),
        location: { uri, range: toRange(document, node.selection) },
        ...(container && { containerName: container.name }),
      })),
    ),
);
