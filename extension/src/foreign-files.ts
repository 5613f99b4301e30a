/** Files that end in `.def` and are no recipes: linkers, C, TeX and others use that name, too. They become plain text. */

import { type Disposable, languages, type TextDocument, workspace } from "vscode";
import { isForeign } from "./foreign-text.ts";
import { LANGUAGE } from "./recipes.ts";

/** Looks at every document when it is opened. */
export const registerForeignFiles = (): Disposable => {
  const look = async (document: TextDocument): Promise<void> => {
    if (document.languageId !== LANGUAGE || !document.fileName.endsWith(".def")) return;
    if (isForeign(document.getText())) await languages.setTextDocumentLanguage(document, "plaintext");
  };
  for (const document of workspace.textDocuments) void look(document);
  return workspace.onDidOpenTextDocument(look);
};
