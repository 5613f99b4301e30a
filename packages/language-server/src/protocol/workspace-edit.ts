/** Edits of one document as the protocol's edit of a workspace, tied to the version they were made for where the client knows versions. */

import type { TextEdit } from "@deftools/text";
import type { ClientCapabilities, WorkspaceEdit } from "vscode-languageserver";
import type { OpenDocument } from "./documents.ts";
import { toEdit } from "./positions.ts";

export const toWorkspaceEdit = (
  { document, version }: OpenDocument,
  edits: readonly TextEdit[],
  client: ClientCapabilities,
): WorkspaceEdit => {
  const changes = edits.map((edit) => toEdit(document, edit));
  return client.workspace?.workspaceEdit?.documentChanges
    ? { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: changes }] }
    : { changes: { [document.uri]: changes } };
};
