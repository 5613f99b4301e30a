/** `textDocument/inlayHint`: what holds without being written, for the part of the document that is in view. */

import { InlayHintRequest, MarkupKind } from "vscode-languageserver";
import { inlayHints } from "../../features/inlay-hints.ts";
import { defineMethod } from "../method.ts";
import { toRange, toSpan } from "../positions.ts";

export const inlayHintMethod = defineMethod(
  InlayHintRequest.type,
  () => ({ inlayHintProvider: true }),
  ({ documents, powers, surroundings }, { textDocument, range }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const { digestHints, registries } = surroundings.settings;
    const known = digestHints && registries ? powers.images.known : undefined;
    const { uri, document, analysis } = opened;
    return inlayHints(
      analysis.recipe,
      toSpan(document, range),
      known,
      analysis.judging.settings.site?.buildArguments,
    ).map(({ offset, label, markdown, definition, insert }) => {
      const position = document.positionAt(offset);
      return {
        position,
        label: definition
          ? [{ value: label, location: { uri, range: toRange(document, definition) } }]
          : label,
        tooltip: { kind: MarkupKind.Markdown, value: markdown },
        paddingLeft: true,
        ...(insert !== undefined && {
          textEdits: [{ range: { start: position, end: position }, newText: insert }],
        }),
      };
    });
  },
);
