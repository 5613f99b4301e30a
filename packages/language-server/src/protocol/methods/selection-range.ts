/** `textDocument/selectionRange`: for each place, what expanding the selection selects. */

import type { Span } from "@deftools/text";
import { type SelectionRange, SelectionRangeRequest } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { selectionRanges } from "../../features/selection-ranges.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const selectionRangeMethod = defineMethod(
  SelectionRangeRequest.type,
  () => ({ selectionRangeProvider: true }),
  ({ documents }, { textDocument, positions }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const { analysis, document } = opened;
    return positions.map((position) =>
      toChain(document, selectionRanges(analysis.recipe, document.offsetAt(position))),
    );
  },
);

const toChain = (document: TextDocument, [inner, ...outer]: readonly Span[]): SelectionRange => ({
  range: toRange(document, inner ?? { start: 0, end: 0 }),
  ...(0 < outer.length && { parent: toChain(document, outer) }),
});
