/** The recipes below a folder of the workspace, open or not: those that `deflint` finds there, told apart by their stamps, and read one by one. */

import { open, stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import { looksLikeRecipe } from "@deftools/recipe";
import { LONGEST_TEXT } from "./longest-text.ts";
import { orNothing } from "./or-nothing.ts";
import { pathOf } from "./path-of.ts";

/** A file that may be a recipe by its name. Equal stamps mean equal texts. */
export interface RecipeFile {
  readonly uri: string;
  readonly stamp: string;
}

/** Finds and reads recipes. */
export interface RecipeFiles {
  /** In the order of their names; nothing where there is no such folder. Ends early when `signal` says so. */
  readonly in: (folder: string, signal: AbortSignal) => Promise<readonly RecipeFile[]>;
  /** The text, if there is one and it reads like a recipe. */
  readonly read: (uri: string) => Promise<string | undefined>;
}

/** Those of this machine. */
export const recipeFiles: RecipeFiles = {
  in: async (folder, signal) => {
    const root = pathOf(folder);
    if (root === undefined) return [];
    // whoever edits one file looks for no others
    const { folderPorts, recipesBelow } = await import("@deftools/recipe-files");
    const { kindOf, list } = folderPorts("/");
    const ports = {
      cwd: "/",
      readFile: firstBytes,
      kindOf,
      list: async (path: string) => (await orNothing(list(path))) ?? [],
    };
    const limits = { mostFolders: MOST_FOLDERS, mostFiles: MOST_RECIPES, signal };
    const found: RecipeFile[] = [];
    for (const path of await recipesBelow(ports, root, limits)) {
      const facts = await orNothing(stat(path));
      // below the address that the client has for the folder, in its letters
      const names = relative(root, path).split(sep).map(encodeURIComponent);
      if (facts && facts.size <= MOST_BYTES)
        found.push({
          uri: [folder.replace(/\/+$/, ""), ...names].join("/"),
          stamp: `${facts.mtimeMs} ${facts.size}`,
        });
    }
    return found;
  },
  read: async (uri) => {
    const path = pathOf(uri);
    const bytes = path === undefined ? undefined : await orNothing(firstBytes(path, MOST_BYTES));
    if (!bytes || MOST_BYTES < bytes.length || bytes.includes(0)) return undefined;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return looksLikeRecipe(text) ? text : undefined;
  },
};

const MOST_RECIPES = 1000;
const MOST_FOLDERS = 10_000;
/** A byte is a character or a part of one. */
const MOST_BYTES = LONGEST_TEXT;

/** However long the file has become since it was looked at. */
const firstBytes = async (path: string, limit: number): Promise<Uint8Array> => {
  await using file = await open(path);
  const bytes = Buffer.alloc(limit + 1);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
};
