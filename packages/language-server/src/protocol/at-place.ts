/** Requests about one place of one document: the way from their parameters to an offset. */

import type { TextDocumentPositionParams } from "vscode-languageserver";
import type { OpenDocument } from "./documents.ts";
import type { Context } from "./method.ts";

/** What `find` says about the place; nothing for a document that is not open. */
export const atPlace = <Result>(
  { documents }: Context,
  { textDocument, position }: TextDocumentPositionParams,
  find: (opened: OpenDocument, offset: number) => Result,
): Result | null => {
  const opened = documents.get(textDocument.uri);
  return opened ? find(opened, opened.document.offsetAt(position)) : null;
};
