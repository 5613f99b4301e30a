/** A new recipe from one of the templates that come with the extension. */

import { type QuickPickItem, Uri, window, workspace } from "vscode";

/** Asks which, and opens it as a document that is not saved yet. */
export const newRecipe = async (extension: Uri): Promise<void> => {
  const folder = Uri.joinPath(extension, "templates");
  const files = await workspace.fs.readDirectory(folder);
  const items = await Promise.all(files.map(([name]) => templateOf(Uri.joinPath(folder, name), name)));
  const chosen = await window.showQuickPick(items, { placeHolder: "What shall the image be made of?" });
  if (!chosen) return;
  const document = await workspace.openTextDocument({ language: "singularity-def", content: chosen.content });
  await window.showTextDocument(document);
};

/** The comment in the first line says what a template is for. */
const templateOf = async (uri: Uri, name: string): Promise<QuickPickItem & { readonly content: string }> => {
  const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
  const [first = "", ...rest] = text.split("\n");
  return {
    label: name.replace(/\.def$/, ""),
    description: first.replace(/^# /, ""),
    content: rest.join("\n"),
  };
};
