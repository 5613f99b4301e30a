/** `deftools/engineView`, a request of our own: what the configured engine makes of a document, as JSON; nothing when it is not open. */

import { defaultSite } from "@deftools/lint";
import { RequestType, type TextDocumentIdentifier } from "vscode-languageserver";
import { engineView } from "../../features/engine-view.ts";
import { defineMethod } from "../method.ts";

const engineViewRequest = new RequestType<
  { readonly textDocument: TextDocumentIdentifier },
  string | null,
  void
>("deftools/engineView");

export const engineViewMethod = defineMethod(
  engineViewRequest,
  () => ({}),
  ({ documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    const site = opened?.analysis.judging.settings.site ?? defaultSite;
    return opened ? engineView(opened.analysis.recipe, site.engine) : null;
  },
);
