/** A new recipe from one of the templates that come with the extension. */

import { Uri, window, workspace } from "vscode";

/** What a new recipe begins with. */
export interface Template {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  readonly text: string;
}

/** Asks which, and opens it as a document that is not saved yet. */
export const newRecipe = async (extension: Uri): Promise<void> => {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extension, "dist/templates.json"));
  const templates: readonly Template[] = JSON.parse(new TextDecoder().decode(bytes)); // packed with this program
  const items = templates.map(({ name, description, text }) => ({ label: name, description, text }));
  const chosen = await window.showQuickPick(items, { placeHolder: "What shall the image be made of?" });
  if (!chosen) return;
  const document = await workspace.openTextDocument({ language: "singularity-def", content: chosen.text });
  await window.showTextDocument(document);
};
