/** `textDocument/documentHighlight`: all mentions of the name at the cursor. */

import { DocumentHighlightKind, DocumentHighlightRequest } from "vscode-languageserver";
import { references } from "../../features/references.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const documentHighlightMethod = defineMethod(
  DocumentHighlightRequest.type,
  () => ({ documentHighlightProvider: true }),
  (context, params) =>
    atPlace(context, params, ({ analysis, document }, offset) =>
      references(analysis.recipe, offset).map(({ span, role }) => ({
        range: toRange(document, span),
        kind: role === "definition" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
);
