/** The recipes below a folder of the workspace, open or not: found by name, told apart by their stamps, and read one by one. */

import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { looksLikeRecipe, mayBeRecipe } from "@deftools/recipe";
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
    const found: RecipeFile[] = [];
    if (root === undefined) return found;
    const waiting = [{ path: root, uri: folder.replace(/\/+$/, ""), depth: 0 }];
    for (let visited = 0; visited < MOST_FOLDERS && !signal.aborted; visited++) {
      const at = waiting.shift();
      if (!at) break;
      const entries = await orNothing(readdir(at.path, { withFileTypes: true }));
      for (const entry of (entries ?? []).sort((a, b) => Number(b.name < a.name) - Number(a.name < b.name))) {
        const { name } = entry;
        const here = { path: join(at.path, name), uri: `${at.uri}/${encodeURIComponent(name)}` };
        if (entry.isDirectory()) {
          if (at.depth < MOST_DEPTH && !SKIPPED.test(name)) waiting.push({ ...here, depth: at.depth + 1 });
        } else if (entry.isFile() && mayBeRecipe(name)) {
          const facts = await orNothing(stat(here.path));
          if (facts && facts.size <= MOST_BYTES)
            found.push({ uri: here.uri, stamp: `${facts.mtimeMs} ${facts.size}` });
          if (MOST_RECIPES <= found.length) return found;
        }
      }
    }
    return found;
  },
  read: async (uri) => {
    const path = pathOf(uri);
    const bytes = path === undefined ? undefined : await orNothing(firstBytes(path));
    if (!bytes || MOST_BYTES < bytes.length || bytes.includes(0)) return undefined;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return looksLikeRecipe(text) ? text : undefined;
  },
};

const MOST_RECIPES = 1000;
const MOST_FOLDERS = 10_000;
const MOST_DEPTH = 20;
/** No recipe comes near. */
const MOST_BYTES = 1024 * 1024;
/** What versions are kept in, what packages are installed in, and what is hidden. */
const SKIPPED = /^(?:\..*|node_modules)$/;

/** However long the file has become since it was looked at. */
const firstBytes = async (path: string): Promise<Uint8Array> => {
  await using file = await open(path);
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
};

/** What is gone by now, or not to be read, is passed over. */
const orNothing = async <Value>(asked: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
};
