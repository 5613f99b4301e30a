/** `textDocument/references`: the places that mention a name, its definitions only when they are asked for. */

import { ReferencesRequest } from "vscode-languageserver";
import { references } from "../../features/references.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const referencesMethod = defineMethod(
  ReferencesRequest.type,
  () => ({ referencesProvider: true }),
  (context, params) =>
    atPlace(context, params, ({ analysis, document, uri }, offset) =>
      references(analysis.recipe, offset)
        .filter(({ role }) => params.context.includeDeclaration || role === "use")
        .map(({ span }) => ({ uri, range: toRange(document, span) })),
    ),
);
