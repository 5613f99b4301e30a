/** `textDocument/diagnostic`: diagnostics for clients that ask for them; all others get them published. */

import {
  type ClientCapabilities,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver";
import { toDiagnostics } from "../diagnostic.ts";
import { defineMethod } from "../method.ts";

/**
 * A client that asks is not told unasked, or it would show everything twice. One that cannot be made to ask again is told: what ShellCheck
 * finds comes later than the first answer. Helix 25.07 is such a client.
 */
export const asksForDiagnostics = (client: ClientCapabilities): boolean =>
  client.textDocument?.diagnostic !== undefined && client.workspace?.diagnostics?.refreshSupport === true;

export const diagnosticMethod = defineMethod(
  DocumentDiagnosticRequest.type,
  (client, name) =>
    asksForDiagnostics(client)
      ? {
          diagnosticProvider: {
            identifier: "deflint",
            // no rule looks into another recipe
            interFileDependencies: false,
            // Neovim 0.12 asks for no open document again once it may ask for the workspace
            workspaceDiagnostics: name !== "Neovim",
          },
        }
      : {},
  async (
    { client, documents, surroundings },
    { textDocument, previousResultId },
  ): Promise<DocumentDiagnosticReport> => {
    await surroundings.ready(textDocument.uri);
    const opened = documents.get(textDocument.uri);
    if (!opened) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const resultId = String(opened.revision);
    if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: toDiagnostics(opened, client) };
  },
);
