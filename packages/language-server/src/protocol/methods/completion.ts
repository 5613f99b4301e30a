/** `textDocument/completion`: proposals in their order; `completionItem/resolve`: what one of them means. */

import {
  type CancellationToken,
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
  MarkupKind,
} from "vscode-languageserver";
import type { Completion, CompletionKind } from "../../features/completion/completion.ts";
import { fileCompletions } from "../../features/completion/host-files.ts";
import { basesOf, imageCompletions } from "../../features/completion/image-names.ts";
import { tagCompletions } from "../../features/completion/image-tags.ts";
import { completions } from "../../features/completion.ts";
import { completionDocumentation } from "../../features/completion-documentation.ts";
import { type Question, questionAt } from "../../features/outside.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { type Context, defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { shellDocumentation, withShellCompletions } from "../shell-answers.ts";
import { soon } from "../soon.ts";

export const completionMethod = defineMethod(
  CompletionRequest.type,
  () => ({
    completionProvider: {
      triggerCharacters: ["%", " ", "$", "{", "=", ",", ":", "/", "-"],
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    },
  }),
  (context, params, token) =>
    atPlace(context, params, (opened, offset) => {
      const question = questionAt(opened.analysis.recipe, offset);
      if (question)
        return answers(context, opened, question, token).then((found) =>
          toList(opened, found, offset, context.client),
        );
      const own = { proposals: completions(opened.analysis, offset), isWhole: true };
      const list = toList(opened, own, offset, context.client);
      return withShellCompletions(context, opened, params, list, token);
    }),
);

/** Proposals; where somebody has not answered yet they are not whole, and asked for again with the next letter. */
interface Found {
  readonly proposals: readonly Completion[];
  readonly isWhole: boolean;
}

/** What the world proposes. */
const answers = async (
  { documents, powers, surroundings, workspace }: Context,
  { uri }: OpenDocument,
  question: Question,
  token: CancellationToken,
): Promise<Found> => {
  const { registries } = surroundings.settings;
  switch (question.about) {
    case "names": {
      const { registry, span } = question;
      const [files, repositories] = await Promise.all([
        soon(workspace.gists(AbortSignal.timeout(LONGEST_MS)), token, NAMES_MS),
        registry && registries
          ? soon(powers.images.repositories(registry.host, registry.namespace), token, NAMES_MS)
          : [],
      ]);
      const open = documents
        .all()
        .flatMap(({ uri: each, analysis }) => basesOf(analysis.recipe, each === uri ? span : undefined));
      const unopened = (files ?? []).flatMap(({ bases }) => bases);
      return {
        proposals: imageCompletions(question, [...open, ...unopened], repositories ?? []),
        isWhole: files !== undefined && repositories !== undefined,
      };
    }
    case "files": {
      const entries = await soon(powers.filesIn(uri, question.folder), token);
      return { proposals: fileCompletions(entries ?? [], question), isWhole: entries !== undefined };
    }
    case "tags": {
      const tags = registries ? await soon(powers.images.tags(question.image), token) : [];
      return { proposals: tagCompletions(tags ?? [], question.span), isWhole: tags !== undefined };
    }
  }
};

/** Well-known names are there at once, so nobody waits long for others. */
const NAMES_MS = 700;
/** Nobody waits that long, but the next question finds what was read. */
const LONGEST_MS = 30_000;

/** The proposals in their order. Of very many only those that contain what is typed, and no client is sent more than it can show. */
const toList = (
  opened: OpenDocument,
  { proposals, isWhole }: Found,
  offset: number,
  client: ClientCapabilities,
): CompletionItem[] | CompletionList => {
  const { text } = opened.analysis;
  const isTyped = ({ span, text: proposed, filter = proposed }: Completion): boolean =>
    filter.toLowerCase().includes(text.slice(span.start, offset).toLowerCase());
  const isLong = MOST_ITEMS < proposals.length;
  const shown = isLong ? proposals.filter(isTyped).slice(0, MOST_ITEMS) : proposals;
  const items = shown.map((proposal, index) => toItem(opened, proposal, index, client));
  return isWhole && !isLong ? items : { isIncomplete: true, items };
};

const MOST_ITEMS = 500;

export const completionResolveMethod = defineMethod(
  CompletionResolveRequest.type,
  // announced with the proposals
  () => ({}),
  async (context, item, token) => {
    const data: unknown = item.data;
    const value = isKind(data) ? completionDocumentation(data, item.label) : undefined;
    const documentation =
      value === undefined
        ? await shellDocumentation(context, item, token)
        : { kind: MarkupKind.Markdown, value };
    return documentation ? { ...item, documentation } : item;
  },
);

const toItem = (
  { document }: OpenDocument,
  { kind, label, detail, span, text, snippet, filter, deprecated }: Completion,
  index: number,
  { textDocument }: ClientCapabilities,
): CompletionItem => {
  const can = textDocument?.completion?.completionItem;
  const fillsIn = snippet !== undefined && can?.snippetSupport;
  const strikes = can?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated);
  return {
    label,
    kind: itemKinds[kind],
    ...(detail !== undefined &&
      (can?.labelDetailsSupport ? { labelDetails: { description: detail } } : { detail })),
    ...(deprecated && strikes && { tags: [CompletionItemTag.Deprecated] }),
    sortText: String(index).padStart(3, "0"),
    // editors filter by what stands there, the `%` of a section included
    filterText: filter ?? text.trimStart(),
    textEdit: { range: toRange(document, span), newText: fillsIn ? snippet : text },
    ...(fillsIn && { insertTextFormat: InsertTextFormat.Snippet }),
    data: kind,
  };
};

const itemKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Property,
  agent: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
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
