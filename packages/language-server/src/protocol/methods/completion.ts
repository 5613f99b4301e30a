/** `textDocument/completion`: proposals in their order; `completionItem/resolve`: what one of them means. */

import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
  MarkupKind,
} from "vscode-languageserver";
import type { Completion, CompletionKind } from "../../features/completion/completion.ts";
import { completions } from "../../features/completion.ts";
import { completionDocumentation } from "../../features/completion-documentation.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const completionMethod = defineMethod(
  CompletionRequest.type,
  () => ({
    completionProvider: { triggerCharacters: ["%", " ", "$", "{", "=", ","], resolveProvider: true },
  }),
  (context, params) =>
    atPlace(context, params, (opened, offset) =>
      completions(opened.analysis.recipe, offset).map((proposal, index) =>
        toItem(opened, proposal, index, context.client),
      ),
    ),
);

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
};

const isKind = (data: unknown): data is CompletionKind =>
  typeof data === "string" && Object.hasOwn(itemKinds, data);
