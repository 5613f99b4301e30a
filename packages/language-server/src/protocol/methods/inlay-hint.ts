/** `textDocument/inlayHint`: what holds without being written, for the part of the document that is in view. */

import { InlayHintRequest, MarkupKind } from "vscode-languageserver";
import { inlayHints } from "../../features/inlay-hints.ts";
import { defineMethod } from "../method.ts";
import { toSpan } from "../positions.ts";

export const inlayHintMethod = defineMethod(
  InlayHintRequest.type,
  () => ({ inlayHintProvider: true }),
  ({ documents, powers, surroundings }, { textDocument, range }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const { digestHints, registries } = surroundings.settings;
    const known = digestHints && registries ? powers.images.known : undefined;
    return inlayHints(opened.analysis.recipe, toSpan(opened.document, range), known).map(
      ({ offset, label, markdown }) => ({
        position: opened.document.positionAt(offset),
        label,
        tooltip: { kind: MarkupKind.Markdown, value: markdown },
        paddingLeft: true,
      }),
    );
  },
);
