/** Which recipe a command of the user is for. */

import { commands, Uri, window, workspace } from "vscode";

export const LANGUAGE = "singularity-def";

/** How many recipes of a workspace are offered. */
const MOST = 50;

/** Recipes of the workspace, by their names. */
export const recipesOfWorkspace = (): Thenable<readonly Uri[]> =>
  workspace.findFiles(
    "**/{*.def,Singularity,Singularity.*,Apptainer,Apptainer.*}",
    "**/node_modules/**",
    MOST,
  );

/** The one a lens or a menu names, else that of the active editor, else the one the user picks; absent when there is none. */
export const chosenRecipe = async (given: unknown): Promise<Uri | undefined> => {
  if (given instanceof Uri) return given;
  if (typeof given === "string") return Uri.parse(given);
  const active = window.activeTextEditor?.document;
  if (active?.languageId === LANGUAGE) return active.uri;
  const recipes = await recipesOfWorkspace();
  if (recipes.length === 0) {
    const begin = "New Recipe";
    const said = await window.showInformationMessage("There is no definition file here yet.", begin);
    if (said === begin) await commands.executeCommand("deftools.newRecipe");
    return undefined;
  }
  const items = recipes.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  items.sort((one, other) => (one.label < other.label ? -1 : 1));
  return (await window.showQuickPick(items, { placeHolder: "Which definition file?" }))?.uri;
};

/** The recipe as programs can read it: saved, and on a disk. Absent, with a message, when it is not. */
export const savedRecipe = async (given: unknown): Promise<Uri | undefined> => {
  const uri = await chosenRecipe(given);
  if (!uri) return undefined;
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const saved = open?.isDirty || open?.isUntitled ? await workspace.save(uri) : uri;
  // the user was asked where to, and thought better of it
  if (!saved) return undefined;
  if (saved.scheme === "file") return saved;
  void window.showErrorMessage("Programs cannot read this definition file: it is not on a disk.");
  return undefined;
};
