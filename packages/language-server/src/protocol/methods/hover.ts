/** `textDocument/hover`: the meaning of a word, as Markdown. */

import { HoverRequest, MarkupKind } from "vscode-languageserver";
import { hover } from "../../features/hover.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const hoverMethod = defineMethod(
  HoverRequest.type,
  () => ({ hoverProvider: true }),
  ({ documents }, { textDocument, position }) => {
    const opened = documents.get(textDocument.uri);
    const found = opened && hover(opened.analysis.recipe, opened.document.offsetAt(position));
    if (!found) return null;
    return {
      contents: { kind: MarkupKind.Markdown, value: found.markdown },
      range: toRange(opened.document, found.span),
    };
  },
);
