/** Files that end in `.def` and are no recipes: Windows linkers and Modula-2 use that name, too. They become plain text. */

import { type Disposable, languages, type TextDocument, workspace } from "vscode";
import { isForeign } from "./foreign-text.ts";

/** Looks at every document when it is opened. */
export const registerForeignFiles = (): Disposable => {
  const look = async (document: TextDocument): Promise<void> => {
    if (document.languageId !== "singularity-def" || !document.fileName.endsWith(".def")) return;
    if (isForeign(document.getText())) await languages.setTextDocumentLanguage(document, "plaintext");
  };
  for (const document of workspace.textDocuments) void look(document);
  return workspace.onDidOpenTextDocument(look);
};
