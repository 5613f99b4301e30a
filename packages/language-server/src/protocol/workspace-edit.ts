/** Edits of one document as the protocol's edit of a workspace, tied to the version they were made for where the client knows versions. */

import { type ClientCapabilities, CreateFile, StringValue, type WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FillableEdit } from "../features/code-action.ts";
import type { ConfigurationEdit } from "../powers.ts";
import type { OpenDocument } from "./documents.ts";
import { toEdit, toRange } from "./positions.ts";

export const toWorkspaceEdit = (
  { document, version }: OpenDocument,
  edits: readonly FillableEdit[],
  client: ClientCapabilities,
): WorkspaceEdit => {
  const { documentChanges, snippetEditSupport } = client.workspace?.workspaceEdit ?? {};
  if (!documentChanges) return { changes: { [document.uri]: edits.map((edit) => toEdit(document, edit)) } };
  const changes = edits.map((edit) =>
    snippetEditSupport && edit.snippet !== undefined
      ? { range: toRange(document, edit.span), snippet: StringValue.createSnippet(edit.snippet) }
      : toEdit(document, edit),
  );
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: changes }] };
};

/** The edit of a file that the client may not have open, and that may have to be made first; absent where the client cannot make files. */
export const toConfigurationEdit = (
  { uri, before, edit, fresh }: ConfigurationEdit,
  { workspace }: ClientCapabilities,
): WorkspaceEdit | undefined => {
  const { documentChanges, resourceOperations } = workspace?.workspaceEdit ?? {};
  const edits = [toEdit(TextDocument.create(uri, "yaml", 0, before), edit)];
  if (!documentChanges) return fresh ? undefined : { changes: { [uri]: edits } };
  const change = { textDocument: { uri, version: null }, edits };
  if (!fresh) return { documentChanges: [change] };
  if (!resourceOperations?.includes("create")) return undefined;
  return { documentChanges: [CreateFile.create(uri, { ignoreIfExists: true }), change] };
};
