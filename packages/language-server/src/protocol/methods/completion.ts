/** `textDocument/completion`: proposals in their order; `completionItem/resolve`: what one of them means. */

import {
  type CancellationToken,
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
  MarkupKind,
} from "vscode-languageserver";
import type { Completion, CompletionKind } from "../../features/completion/completion.ts";
import { basesOf, imageCompletions } from "../../features/completion/image-names.ts";
import { completions } from "../../features/completion.ts";
import { completionDocumentation } from "../../features/completion-documentation.ts";
import { fileCompletions, type Question, questionAt, tagCompletions } from "../../features/outside.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { type Context, defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { soon } from "../soon.ts";

export const completionMethod = defineMethod(
  CompletionRequest.type,
  () => ({
    completionProvider: {
      triggerCharacters: ["%", " ", "$", "{", "=", ",", ":", "/"],
      resolveProvider: true,
    },
  }),
  (context, params, token) =>
    atPlace(context, params, (opened, offset) => {
      const { recipe } = opened.analysis;
      const toItems = (proposals: readonly Completion[]) =>
        proposals.map((proposal, index) => toItem(opened, proposal, index, context.client));
      const question = questionAt(recipe, offset);
      return question
        ? answers(context, opened, question, token).then(toItems)
        : toItems(completions(recipe, offset));
    }),
);

/** What the world proposes. */
const answers = async (
  { documents, powers, surroundings, workspace }: Context,
  { uri }: OpenDocument,
  question: Question,
  token: CancellationToken,
): Promise<readonly Completion[]> => {
  const { span } = question;
  if (question.about === "names") {
    const { registry } = question;
    const asksRegistry = registry !== undefined && surroundings.settings.registries;
    const [files, repositories] = await Promise.all([
      soon(workspace.gists(AbortSignal.timeout(LONGEST_MS)), token),
      asksRegistry ? soon(powers.images.repositories(registry), token) : [],
    ]);
    const open = documents
      .all()
      .flatMap(({ uri: each, analysis }) => basesOf(analysis.recipe, each === uri ? span : undefined));
    const unopened = (files ?? []).flatMap(({ bases }) => bases);
    return imageCompletions(question, [...open, ...unopened], repositories ?? []);
  }
  if (question.about === "files")
    return fileCompletions((await soon(powers.filesIn(uri, question.folder), token)) ?? [], span);
  if (!surroundings.settings.registries) return [];
  return tagCompletions((await soon(powers.images.tags(question.reference), token)) ?? [], span);
};

/** Nobody waits that long, but the next question finds what was read. */
const LONGEST_MS = 30_000;

export const completionResolveMethod = defineMethod(
  CompletionResolveRequest.type,
  // announced with the proposals
  () => ({}),
  (_, item) => {
    const data: unknown = item.data;
    const value = isKind(data) ? completionDocumentation(data, item.label) : undefined;
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  },
);

const toItem = (
  { document }: OpenDocument,
  { kind, label, detail, span, text, snippet }: Completion,
  index: number,
  client: ClientCapabilities,
): CompletionItem => {
  const fillsIn = snippet !== undefined && client.textDocument?.completion?.completionItem?.snippetSupport;
  return {
    label,
    kind: itemKinds[kind],
    ...(detail !== undefined && { detail }),
    sortText: String(index).padStart(3, "0"),
    // editors filter by what stands there, the `%` of a section included
    filterText: text.trimStart(),
    textEdit: { range: toRange(document, span), newText: fillsIn ? snippet : text },
    ...(fillsIn && { insertTextFormat: InsertTextFormat.Snippet }),
    data: kind,
  };
};

const itemKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Property,
  agent: CompletionItemKind.EnumMember,
  section: CompletionItemKind.Keyword,
  option: CompletionItemKind.Operator,
  stage: CompletionItemKind.Module,
  argument: CompletionItemKind.Constant,
  app: CompletionItemKind.Class,
  label: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  rule: CompletionItemKind.Constant,
  image: CompletionItemKind.Reference,
  tag: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
};

const isKind = (data: unknown): data is CompletionKind =>
  typeof data === "string" && Object.hasOwn(itemKinds, data);
