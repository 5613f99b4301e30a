/** `workspace/symbol`: a search over all recipes of the client's folders, and over open documents wherever they come from. */

import { type SymbolInformation, WorkspaceSymbolRequest } from "vscode-languageserver";
import { answersTo } from "../../features/workspace-symbols.ts";
import { symbolsOf } from "../gist.ts";
import { defineMethod } from "../method.ts";
import { signalOf } from "../signal-of.ts";
import { sameFile } from "../workspace.ts";

export const workspaceSymbolMethod = defineMethod(
  WorkspaceSymbolRequest.type,
  () => ({ workspaceSymbolProvider: true }),
  async ({ documents, workspace }, { query }, token): Promise<SymbolInformation[]> => {
    const files = await workspace.gists(signalOf(token));
    const open = documents.all();
    const told = new Set(open.map(({ uri }) => sameFile(uri)));
    return [
      ...open.flatMap(({ analysis, document }) => symbolsOf(analysis, document)),
      ...files.flatMap(({ uri, symbols }) => (told.has(sameFile(uri)) ? [] : symbols)),
    ]
      .filter(({ words }) => answersTo(words, query))
      .slice(0, MOST_SYMBOLS)
      .map(({ symbol }) => symbol);
  },
);

/** Nobody reads on; a longer query finds the others. */
const MOST_SYMBOLS = 2000;
