/** Edits of one document as the protocol's edit of a workspace, tied to the version they were made for where the client knows versions. */

import {
  type ClientCapabilities,
  CreateFile,
  type TextEdit as ProtocolEdit,
  type SnippetTextEdit,
  StringValue,
  type WorkspaceEdit,
} from "vscode-languageserver";
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
  const changes = edits.map((edit) => toChange(document, edit, client));
  if (!client.workspace?.workspaceEdit?.documentChanges)
    return { changes: { [document.uri]: edits.map((edit) => toEdit(document, edit)) } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: changes }] };
};

/** With its places to fill in, for clients that show them. */
const toChange = (
  document: TextDocument,
  edit: FillableEdit,
  { workspace }: ClientCapabilities,
): ProtocolEdit | SnippetTextEdit =>
  workspace?.workspaceEdit?.snippetEditSupport && edit.snippet !== undefined
    ? { range: toRange(document, edit.span), snippet: StringValue.createSnippet(edit.snippet) }
    : toEdit(document, edit);

/** The edit of a file that the client may not have open, and that may have to be made first; absent where the client cannot make files. */
export const toConfigurationEdit = (
  { uri, before, edit, fresh }: ConfigurationEdit,
  client: ClientCapabilities,
): WorkspaceEdit | undefined => {
  const { documentChanges, resourceOperations } = client.workspace?.workspaceEdit ?? {};
  const document = TextDocument.create(uri, "yaml", 0, before);
  if (!documentChanges) return fresh ? undefined : { changes: { [uri]: [toEdit(document, edit)] } };
  const change = { textDocument: { uri, version: null }, edits: [toChange(document, edit, client)] };
  if (!fresh) return { documentChanges: [change] };
  if (!resourceOperations?.includes("create")) return undefined;
  return { documentChanges: [CreateFile.create(uri, { ignoreIfExists: true }), change] };
};
