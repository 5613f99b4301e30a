/** `textDocument/linkedEditingRange`: the words that change together. */

import { LinkedEditingRangeRequest } from "vscode-languageserver";
import { linkedEditing } from "../../features/linked-editing.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const linkedEditingRangeMethod = defineMethod(
  LinkedEditingRangeRequest.type,
  () => ({ linkedEditingRangeProvider: true }),
  (context, params) =>
    atPlace(context, params, ({ analysis, document }, offset) => {
      const ranges = linkedEditing(analysis.recipe, offset).map((span) => toRange(document, span));
      return ranges.length === 0 ? null : { ranges, wordPattern: "[\\w.-]*" };
    }),
);
