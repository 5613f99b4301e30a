/** Read-only documents beside a recipe: what the engine makes of it, and what a build would do. */

import {
  commands,
  Disposable,
  EventEmitter,
  languages,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { chosenRecipe } from "./recipes.ts";
import type { Server } from "./server.ts";

const SCHEME = "deftools-view";
const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

const provider: TextDocumentContentProvider = {
  onDidChange: changed.event,
  provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
};

/** The views' own documents, and the command for the one the server writes. */
export const registerViews = (server: Server): Disposable =>
  Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(SCHEME, provider),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
    commands.registerCommand("deftools.showEngineView", async (given?: unknown) => {
      const recipe = await chosenRecipe(given);
      if (!recipe) return;
      // the server knows the texts of open documents
      await window.showTextDocument(recipe);
      const uri = recipe.toString();
      const text = await server.client?.sendRequest<string | null>("deftools/engineView", {
        textDocument: { uri },
      });
      if (text) await showView("engine's view", uri, text, "json");
    }),
  );

/** Shows a text about a document beside it. */
export const showView = async (
  title: string,
  about: string,
  text: string,
  language: string,
): Promise<void> => {
  const name = about.slice(about.lastIndexOf("/") + 1);
  const uri = Uri.from({ scheme: SCHEME, path: `/${decodeURIComponent(name)} (${title})` });
  texts.set(uri.toString(), text);
  changed.fire(uri);
  const document = await workspace.openTextDocument(uri);
  await languages.setTextDocumentLanguage(document, language);
  await window.showTextDocument(document, {
    viewColumn: ViewColumn.Beside,
    preserveFocus: true,
    preview: true,
  });
};
