/** `textDocument/documentLink`: addresses, and paths as addresses of files beside the document. */

import { DocumentLinkRequest } from "vscode-languageserver";
import { documentLinks } from "../../features/document-links.ts";
import { hostAddress } from "../host-address.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const documentLinkMethod = defineMethod(
  DocumentLinkRequest.type,
  () => ({ documentLinkProvider: { resolveProvider: false } }),
  ({ client, documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const { recipe, judging } = opened.analysis;
    return documentLinks(recipe, judging.settings.site?.buildArguments).flatMap(
      ({ span, target, tooltip }) => {
        const url = "url" in target ? target.url : hostAddress(target.path, textDocument.uri);
        if (url === undefined) return [];
        const link = { range: toRange(opened.document, span), target: url };
        return [client.textDocument?.documentLink?.tooltipSupport ? { ...link, tooltip } : link];
      },
    );
  },
);
