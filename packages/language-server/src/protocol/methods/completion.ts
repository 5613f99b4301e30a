/** `textDocument/completion`: proposals in the order of the vocabulary. */

import { never } from "@deftools/trouble";
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  MarkupKind,
} from "vscode-languageserver";
import { type Completion, completions } from "../../features/completion.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const completionMethod = defineMethod(
  CompletionRequest.type,
  () => ({ completionProvider: { triggerCharacters: ["%", " "] } }),
  ({ documents }, { textDocument, position }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const proposals = completions(opened.analysis.recipe, opened.document.offsetAt(position));
    return proposals.map((proposal, index) => toItem(opened, proposal, index));
  },
);

const toItem = ({ document }: OpenDocument, proposal: Completion, index: number): CompletionItem => ({
  label: proposal.label,
  kind: toKind(proposal.kind),
  sortText: String(index).padStart(3, "0"),
  // editors filter by what stands there, the `%` of a section included
  filterText: proposal.label,
  textEdit: { range: toRange(document, proposal.span), newText: proposal.text },
  documentation: { kind: MarkupKind.Markdown, value: proposal.markdown },
});

const toKind = (kind: Completion["kind"]): CompletionItemKind => {
  switch (kind) {
    case "keyword":
      return CompletionItemKind.Property;
    case "agent":
      return CompletionItemKind.EnumMember;
    case "section":
      return CompletionItemKind.Keyword;
    default:
      return never(kind);
  }
};
