/** `textDocument/codeAction`: offers as edits of the version they were made for. */

import type { Span } from "@deftools/text";
import {
  type CancellationToken,
  type ClientCapabilities,
  CodeActionRequest,
  CodeActionTriggerKind,
  type CodeAction as ProtocolAction,
  CodeActionKind as ProtocolKind,
} from "vscode-languageserver";
import type { CodeAction, CodeActionKind } from "../../features/code-action.ts";
import { codeActions } from "../../features/code-actions.ts";
import { diagnostic } from "../../features/diagnostics.ts";
import { imageAt, pinImage } from "../../features/outside.ts";
import { toDiagnostic } from "../diagnostic.ts";
import type { OpenDocument } from "../documents.ts";
import { imageFacts } from "../image-facts.ts";
import { type Context, defineMethod } from "../method.ts";
import { toSpan } from "../positions.ts";
import { soon } from "../soon.ts";
import { toConfigurationEdit, toWorkspaceEdit } from "../workspace-edit.ts";

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
  async (all, { textDocument, range, context }, token) => {
    const { client, documents } = all;
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const place = toSpan(opened.document, range);
    const wanted = wantedKinds(context.only);
    const actions = codeActions(opened.analysis, place, wanted);
    // the world is asked about the text as it is now
    const [configured, pinned] = await Promise.all([
      wanted.has("quick-fix") ? inConfiguration(all, opened, place, token) : [],
      // an editor asks at every move of the cursor, which is no reason to ask a registry
      wanted.has("rewrite") && context.triggerKind !== CodeActionTriggerKind.Automatic
        ? pinning(all, opened, place, token)
        : [],
    ]);
    return [...actions.map((action) => toProtocol(opened, action, client)), ...configured, ...pinned];
  },
);

const pinning = async (
  context: Context,
  opened: OpenDocument,
  place: Span,
  token: CancellationToken,
): Promise<readonly ProtocolAction[]> => {
  const { client, surroundings } = context;
  const { recipe } = opened.analysis;
  const image = surroundings.settings.registries ? imageAt(recipe, place.start) : undefined;
  if (!image || image.reference.digest !== undefined) return [];
  const facts = await imageFacts(context, image.reference, token, PATIENCE_MS);
  return facts ? pinImage(recipe, image, facts).map((action) => toProtocol(opened, action, client)) : [];
};

/** Each rule that found something here, turned off in the configuration file. */
const inConfiguration = async (
  { client, powers, surroundings, workspace }: Context,
  { analysis, document }: OpenDocument,
  place: Span,
  token: CancellationToken,
): Promise<readonly ProtocolAction[]> => {
  const here = analysis.findings.filter(({ span }) => span.start <= place.end && place.start <= span.end);
  const firsts = [...new Map(here.toReversed().map((finding) => [finding.code, finding])).values()].reverse();
  const where = { only: surroundings.settings.configurationFile, folders: workspace.folders };
  const offers = firsts.map(async (finding): Promise<readonly ProtocolAction[]> => {
    const { code, name } = finding;
    // those of ShellCheck go by their code alone
    const rule = { code, name: code.startsWith("SC") ? code : name };
    const change = await soon(powers.ruleOff(document.uri, rule, where), token, PATIENCE_MS);
    const edit = change && toConfigurationEdit(change, client);
    if (!edit) return [];
    return [
      {
        title: `ignore ${code} in ${change.name}`,
        kind: ProtocolKind.QuickFix,
        diagnostics: [toDiagnostic(document, diagnostic(analysis.recipe, finding), client)],
        edit,
      },
    ];
  });
  return (await Promise.all(offers)).flat();
};

/** A menu of fixes waits less than a reader. */
const PATIENCE_MS = 500;

const unasked: readonly CodeActionKind[] = ["quick-fix", "extract", "rewrite"];

/** Kinds are hierarchical: asking for `source` or for the empty kind gets `source.fixAll.deflint`, too. An empty list asks for none by name. */
const wantedKinds = (only: readonly ProtocolKind[] = []): ReadonlySet<CodeActionKind> => {
  if (only.length === 0) return new Set(unasked);
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
