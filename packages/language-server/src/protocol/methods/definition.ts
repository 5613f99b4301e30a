/** `textDocument/definition`: the places that define a name. */

import { DefinitionRequest } from "vscode-languageserver";
import { definitions } from "../../features/definition.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const definitionMethod = defineMethod(
  DefinitionRequest.type,
  () => ({ definitionProvider: true }),
  (context, params) =>
    atPlace(context, params, ({ analysis, document, uri }, offset) =>
      definitions(analysis.recipe, offset).map((span) => ({ uri, range: toRange(document, span) })),
    ),
);
