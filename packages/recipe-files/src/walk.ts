/** The walk through a folder: files that may be recipes, what `.gitignore` files name and what is installed passed over. */

import { join } from "node:path";
import { mayBeRecipe } from "@deftools/recipe";
import { type IgnoredPaths, ignoredPaths } from "./git-ignore.ts";
import type { FolderEntry, WalkPorts } from "./ports.ts";

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
  const above = options.ignored ? undefined : await ignoredPaths(ports, folder);
  const top: Folder = { path: folder, depth: 0, above, inside: [] };
  // what is found on the way is waited for, too
  const waiting = [top];
  let [visited, found] = [0, 0];
  for (const { path: at, depth, above: outer, inside } of waiting) {
    if (mostFolders < ++visited || mostFiles <= found || signal?.aborted) break;
    const ignored = depth === 0 ? outer : await outer?.below(at);
    for (const { name, kind } of [...(await ports.list(at))].sort(inOrder)) {
      const path = join(at, name);
      const isWalked = kind === "folder" && depth < MAX_DEPTH && !SKIPPED_FOLDERS.has(name);
      if (!isWalked && !(kind === "file" && found < mostFiles && accepts(path, name))) continue;
      if (ignored?.ignores(path, isWalked ? "folder" : "file")) continue;
      if (isWalked) {
        const next: Folder = { path, depth: depth + 1, above: ignored, inside: [] };
        inside.push(next);
        waiting.push(next);
      } else {
        inside.push(path);
        found++;
      }
    }
  }
  return filesIn(top);
};

interface Folder {
  readonly path: string;
  readonly depth: number;
  /** What the files above it keep out; of the first folder, its own, too. */
  readonly above: IgnoredPaths | undefined;
  /** In the order of names; files by their paths. */
  readonly inside: (string | Folder)[];
}

const filesIn = ({ inside }: Folder): readonly string[] =>
  inside.flatMap((each) => (typeof each === "string" ? each : filesIn(each)));

/** Deeper than any project; ends a walk through a file system that loops. */
const MAX_DEPTH = 40;
/** What packages are installed in, and what versions are kept in. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);

const inOrder = (a: FolderEntry, b: FolderEntry): number => Number(b.name < a.name) - Number(a.name < b.name);
