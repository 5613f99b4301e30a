/** `textDocument/foldingRange`: whole lines to fold. */

import { FoldingRangeKind, FoldingRangeRequest } from "vscode-languageserver";
import { foldingRanges } from "../../features/folding-ranges.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const foldingRangeMethod = defineMethod(
  FoldingRangeRequest.type,
  () => ({ foldingRangeProvider: true }),
  ({ documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    return foldingRanges(opened.analysis.recipe).flatMap(({ span, kind }) => {
      const { start, end } = toRange(opened.document, span);
      // a lone CR ends a line of the protocol's, and none of ours
      if (end.line <= start.line) return [];
      const lines = { startLine: start.line, endLine: end.line };
      return [kind === "comment" ? { ...lines, kind: FoldingRangeKind.Comment } : lines];
    });
  },
);
