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
      const { noActiveParameterSupport } =
        context.client.textDocument?.signatureHelp?.signatureInformation ?? {};
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
        // clients that are not told better take a number beyond the last for the first
        activeParameter: noActiveParameterSupport && parameters.length <= active ? null : active,
      };
    }),
);
