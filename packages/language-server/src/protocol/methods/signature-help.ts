/** `textDocument/signatureHelp`: the form of the line that is being written. */

import { MarkupKind, SignatureHelpRequest } from "vscode-languageserver";
import { signature } from "../../features/signature-help.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";

export const signatureHelpMethod = defineMethod(
  SignatureHelpRequest.type,
  () => ({ signatureHelpProvider: { triggerCharacters: [" "], retriggerCharacters: [" "] } }),
  (context, params) =>
    atPlace(context, params, ({ analysis }, offset) => {
      const found = signature(analysis.recipe, offset);
      if (!found) return null;
      const { label, markdown, parameters, active } = found;
      return {
        signatures: [
          {
            label,
            documentation: { kind: MarkupKind.Markdown, value: markdown },
            parameters: parameters.map(({ span, markdown: value }) => ({
              label: [span.start, span.end],
              documentation: { kind: MarkupKind.Markdown, value },
            })),
          },
        ],
        activeSignature: 0,
        activeParameter: active,
      };
    }),
);
