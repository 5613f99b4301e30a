/** `textDocument/codeAction`: offers as edits of the version they were made for. */

import {
  type ClientCapabilities,
  CodeActionRequest,
  type CodeAction as ProtocolAction,
  CodeActionKind as ProtocolKind,
} from "vscode-languageserver";
import type { CodeAction, CodeActionKind } from "../../features/code-action.ts";
import { codeActions } from "../../features/code-actions.ts";
import { diagnostic } from "../../features/diagnostics.ts";
import { imageAt, pinImage } from "../../features/outside.ts";
import { toDiagnostic } from "../diagnostic.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toSpan } from "../positions.ts";
import { soon } from "../soon.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

const kinds: Readonly<Record<CodeActionKind, ProtocolKind>> = {
  "quick-fix": ProtocolKind.QuickFix,
  "fix-all": `${ProtocolKind.SourceFixAll}.deflint`,
  extract: ProtocolKind.RefactorExtract,
  rewrite: ProtocolKind.RefactorRewrite,
};

export const codeActionMethod = defineMethod(
  CodeActionRequest.type,
  (client) =>
    client.textDocument?.codeAction?.codeActionLiteralSupport
      ? { codeActionProvider: { codeActionKinds: Object.values(kinds) } }
      : {},
  ({ client, documents, powers, surroundings }, { textDocument, range, context }, token) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const place = toSpan(opened.document, range);
    const wanted = wantedKinds(context.only);
    const actions = codeActions(opened.analysis, place, wanted);
    const toAnswer = (all: readonly CodeAction[]) => all.map((action) => toProtocol(opened, action, client));
    const { recipe } = opened.analysis;
    const image =
      surroundings.settings.registries && wanted.has("rewrite") ? imageAt(recipe, place.start) : undefined;
    if (!image || image.reference.digest !== undefined) return toAnswer(actions);
    return soon(powers.images.facts(image.reference), token, PATIENCE_MS).then((facts) =>
      toAnswer(facts ? [...actions, ...pinImage(recipe, image, facts)] : actions),
    );
  },
);

/** A menu of fixes waits less than a reader. */
const PATIENCE_MS = 500;

const unasked: readonly CodeActionKind[] = ["quick-fix", "extract", "rewrite"];

/** Kinds are hierarchical: asking for `source` or for the empty kind gets `source.fixAll.deflint`, too. */
const wantedKinds = (only: readonly ProtocolKind[] | undefined): ReadonlySet<CodeActionKind> => {
  if (only === undefined) return new Set(unasked);
  const all: readonly CodeActionKind[] = [...unasked, "fix-all"];
  return new Set(
    all.filter((kind) => only.some((asked) => asked === "" || `${kinds[kind]}.`.startsWith(`${asked}.`))),
  );
};

const toProtocol = (
  opened: OpenDocument,
  action: CodeAction,
  client: ClientCapabilities,
): ProtocolAction => ({
  title: action.title,
  kind: kinds[action.kind],
  ...(action.finding && {
    diagnostics: [toDiagnostic(opened.document, diagnostic(opened.analysis.recipe, action.finding), client)],
  }),
  ...(action.preferred !== undefined && { isPreferred: action.preferred }),
  edit: toWorkspaceEdit(opened, action.edits, client),
});
