/** `textDocument/formatting`, `…/rangeFormatting`, `…/onTypeFormatting`: edits that tidy. */

import type { TextEdit } from "@deftools/text";
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type TextEdit as ProtocolEdit,
} from "vscode-languageserver";
import { formatDocument, formatOnEnter, formatRange } from "../../features/formatting.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toEdit, toSpan } from "../positions.ts";

export const formattingMethod = defineMethod(
  DocumentFormattingRequest.type,
  () => ({ documentFormattingProvider: true }),
  ({ documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    return opened ? toEdits(opened, formatDocument(opened.analysis.recipe)) : null;
  },
);

export const rangeFormattingMethod = defineMethod(
  DocumentRangeFormattingRequest.type,
  () => ({ documentRangeFormattingProvider: true }),
  ({ documents }, { textDocument, range }) => {
    const opened = documents.get(textDocument.uri);
    return opened
      ? toEdits(opened, formatRange(opened.analysis.recipe, toSpan(opened.document, range)))
      : null;
  },
);

export const onTypeFormattingMethod = defineMethod(
  DocumentOnTypeFormattingRequest.type,
  () => ({ documentOnTypeFormattingProvider: { firstTriggerCharacter: "\n" } }),
  (context, params) =>
    atPlace(context, params, (opened, offset) =>
      toEdits(opened, formatOnEnter(opened.analysis.recipe, offset)),
    ),
);

const toEdits = ({ document }: OpenDocument, edits: readonly TextEdit[]): ProtocolEdit[] =>
  edits.map((edit) => toEdit(document, edit));
