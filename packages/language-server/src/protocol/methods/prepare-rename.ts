/** `textDocument/prepareRename`: what would be renamed, before the user is asked for a new name. */

import { PrepareRenameRequest } from "vscode-languageserver";
import { renamable } from "../../features/rename.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const prepareRenameMethod = defineMethod(
  PrepareRenameRequest.type,
  // announced with `textDocument/rename`
  () => ({}),
  (context, params) =>
    atPlace(context, params, ({ analysis, document }, offset) => {
      const found = renamable(analysis.recipe, offset);
      return found ? { range: toRange(document, found.span), placeholder: found.text } : null;
    }),
);
