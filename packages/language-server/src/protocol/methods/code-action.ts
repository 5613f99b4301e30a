/** `textDocument/codeAction`: quick fixes as edits of the version they were made for. */

import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  CodeActionRequest,
} from "vscode-languageserver";
import { type QuickFix, quickFixes } from "../../features/code-actions.ts";
import { diagnostic } from "../../features/diagnostics.ts";
import { toDiagnostic } from "../diagnostic.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toSpan } from "../positions.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

export const codeActionMethod = defineMethod(
  CodeActionRequest.type,
  (client) =>
    client.textDocument?.codeAction?.codeActionLiteralSupport
      ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } }
      : {},
  ({ client, documents }, { textDocument, range, context }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened || !wants(context.only, CodeActionKind.QuickFix)) return null;
    const place = toSpan(opened.document, range);
    return quickFixes(opened.analysis.findings, place).map((fix) => toCodeAction(opened, fix, client));
  },
);

/** Kinds are hierarchical: asking for `quickfix` or for its parent, the empty kind, gets quick fixes. */
const wants = (only: readonly CodeActionKind[] | undefined, kind: CodeActionKind): boolean =>
  only === undefined || only.some((wanted) => wanted === "" || wanted === kind);

const toCodeAction = (opened: OpenDocument, fix: QuickFix, client: ClientCapabilities): CodeAction => ({
  title: fix.title,
  kind: CodeActionKind.QuickFix,
  diagnostics: [toDiagnostic(opened.document, diagnostic(fix.finding))],
  isPreferred: fix.safe,
  edit: toWorkspaceEdit(opened, fix.edits, client),
});
