/** `textDocument/documentLink`: addresses, and paths as addresses of files beside the document. */

import { DocumentLinkRequest } from "vscode-languageserver";
import { type DocumentLink, documentLinks } from "../../features/document-links.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const documentLinkMethod = defineMethod(
  DocumentLinkRequest.type,
  () => ({ documentLinkProvider: { resolveProvider: false } }),
  ({ client, documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    return documentLinks(opened.analysis.recipe).flatMap(({ span, target, tooltip }) => {
      const url = toUrl(target, textDocument.uri);
      if (url === undefined) return [];
      const link = { range: toRange(opened.document, span), target: url };
      return [client.textDocument?.documentLink?.tooltipSupport ? { ...link, tooltip } : link];
    });
  },
);

/** Paths are relative to the recipe's directory; a document that is no file (not saved yet) has none. */
const toUrl = (target: DocumentLink["target"], uri: string): string | undefined => {
  if ("url" in target) return target.url;
  const path = target.path.split("/").map(encodeURIComponent).join("/");
  return uri.startsWith("file:") && URL.canParse(path, uri) ? new URL(path, uri).href : undefined;
};
