/** The walk through a folder: files that may be recipes, what `.gitignore` files name and what is installed passed over. */

import { join, sep } from "node:path";
import { mayBeRecipe } from "@deftools/recipe";
import { ignoredPaths } from "./git-ignore.ts";
import type { WalkPorts } from "./ports.ts";

/** What a walk passes over, and where it ends. */
export interface WalkOptions {
  /** Also what `.gitignore` files name. */
  readonly ignored?: "walk";
  /** Which files are wanted; absent: those that may be recipes by name. */
  readonly accepts?: (path: string, name: string) => boolean;
  readonly mostFolders?: number;
  readonly mostFiles?: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** The paths of what is found, folder by folder in the order of names; at a limit those near the top. */
export const recipesBelow = async (
  ports: WalkPorts,
  folder: string,
  options: WalkOptions = {},
): Promise<readonly string[]> => {
  const { accepts = (_, name) => mayBeRecipe(name), mostFiles = Number.POSITIVE_INFINITY } = options;
  const { mostFolders = Number.POSITIVE_INFINITY, signal } = options;
  const found: string[] = [];
  const outer = options.ignored ? undefined : await ignoredPaths(ports, folder);
  // what is found on the way is waited for, too
  const waiting = [{ at: folder, depth: 0, around: outer }];
  let visited = 0;
  for (const { at, depth, around } of waiting) {
    if (mostFolders < ++visited || signal?.aborted) break;
    const ignored = depth === 0 ? around : await around?.below(at);
    for (const { name, kind } of [...(await ports.list(at))].sort((a, b) => inOrder(a.name, b.name))) {
      const path = join(at, name);
      const isWalked = kind === "folder" && depth < MAX_DEPTH && !SKIPPED_FOLDERS.has(name);
      if (!isWalked && !(kind === "file" && accepts(path, name))) continue;
      if (ignored?.ignores(path, isWalked ? "folder" : "file")) continue;
      if (isWalked) waiting.push({ at: path, depth: depth + 1, around: ignored });
      else found.push(path);
      if (mostFiles <= found.length) return found.sort(byNames);
    }
  }
  return found.sort(byNames);
};

/** Deeper than any project; ends a walk through a file system that loops. */
const MAX_DEPTH = 40;
/** What packages are installed in, and what versions are kept in. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);

/** Name by name: what is in a folder stays together. */
const byNames = (a: string, b: string): number => {
  const [before, after] = [a.split(sep), b.split(sep)];
  const at = before.findIndex((name, index) => name !== after[index]);
  return inOrder(before[at] ?? "", after[at] ?? "");
};

const inOrder = (a: string, b: string): number => Number(b < a) - Number(a < b);
