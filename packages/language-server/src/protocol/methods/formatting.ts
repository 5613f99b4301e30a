/** `textDocument/formatting`, `…/rangeFormatting`, `…/onTypeFormatting`: edits that tidy. */

import type { Span, TextEdit } from "@deftools/text";
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  LSPErrorCodes,
  type TextEdit as ProtocolEdit,
  ResponseError,
} from "vscode-languageserver";
import { formatDocument, formatOnEnter, formatRange, scriptEdits } from "../../features/formatting.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { type Context, defineMethod } from "../method.ts";
import { toEdit, toSpan } from "../positions.ts";

export const formattingMethod = defineMethod(
  DocumentFormattingRequest.type,
  () => ({ documentFormattingProvider: true }),
  (context, { textDocument }) => {
    const opened = context.documents.get(textDocument.uri);
    if (!opened) return null;
    return withScripts(context, opened, formatDocument(opened.analysis.recipe));
  },
);

export const rangeFormattingMethod = defineMethod(
  DocumentRangeFormattingRequest.type,
  () => ({ documentRangeFormattingProvider: true }),
  (context, { textDocument, range }) => {
    const opened = context.documents.get(textDocument.uri);
    if (!opened) return null;
    const place = toSpan(opened.document, range);
    return withScripts(context, opened, formatRange(opened.analysis.recipe, place), place);
  },
);

/** Together with the scripts that change in `place` alone, where they are wanted: elsewhere no blank of a script changes. */
const withScripts = (
  { documents, powers, surroundings }: Context,
  opened: OpenDocument,
  edits: readonly TextEdit[],
  place?: Span,
): ProtocolEdit[] | Promise<ProtocolEdit[] | ResponseError<void>> => {
  if (!surroundings.settings.formatsScripts) return toEdits(opened, edits);
  return powers
    .formatScripts(opened.analysis.recipe)
    .then((scripts) =>
      documents.get(opened.uri)?.version === opened.version
        ? toEdits(opened, [...edits, ...scriptEdits(opened.analysis.recipe, scripts, place)])
        : new ResponseError<void>(LSPErrorCodes.ContentModified, "the document has changed meanwhile"),
    );
};

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
