/** The cache as files and folders: what is in it, how large, and when it was used last. */

import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { removeStoredTree, type StoredTree, storedTrees } from "@deftools/build";
import type { SandboxPorts } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";

/** One file or folder of the cache. */
export interface CacheEntry {
  readonly path: string;
  readonly name: string;
  /**
   * A pack of a layer, an image or a script, a SIF of a registry, a tree for scripts to run in, a folder that package managers were
   * lent, or what a build that was killed left.
   */
  readonly kind: "pack" | "sif" | "tree" | "mount" | "leftover";
  /** Absent: a file. */
  readonly tree?: StoredTree;
  /** That of folders which were lent is not known. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** All entries, those used last first. */
export const cacheEntries = async (cache: string): Promise<readonly CacheEntry[]> => {
  const entries: CacheEntry[] = [];
  for (const folder of ["packs", "sifs"]) {
    for (const name of await namesIn(join(cache, folder))) {
      const path = join(cache, folder, name);
      const there = await stat(path).catch(() => undefined);
      const kind = kindOf(name);
      if (there?.isFile() && kind !== undefined)
        entries.push({ path, name, kind, size: there.size, usedAt: there.mtimeMs });
    }
  }
  for (const [folder, kind] of treeFolders)
    for (const tree of await storedTrees(join(cache, folder)))
      entries.push({ ...tree, name: basename(tree.path), kind, tree });
  return entries.sort((a, b) => b.usedAt - a.usedAt || (a.name < b.name ? -1 : 1));
};

const treeFolders = [
  ["trees", "tree"],
  ["mounts", "mount"],
] as const;

/** Removes one, and tells whether it is gone: a tree that somebody works in stays. A file may be open: who reads it keeps its bytes. */
export const removeEntry = async (ports: SandboxPorts, { path, tree }: CacheEntry): Promise<boolean> => {
  if (tree !== undefined) return removeStoredTree(ports, tree);
  await rm(path, { force: true });
  return true;
};

/** Removes all trees of a cache that goes away with its build: others' files are in them. */
export const removeTrees = async (ports: SandboxPorts, cache: string): Promise<void> => {
  for (const [folder] of treeFolders)
    for (const tree of await storedTrees(join(cache, folder))) await removeStoredTree(ports, tree);
};

/** Removes what was not used for longest until no more than `limit` bytes are left; tells what it removed. */
export const shrinkCache = async (
  ports: SandboxPorts,
  cache: string,
  limit: number,
): Promise<readonly CacheEntry[]> => {
  const removed: CacheEntry[] = [];
  let kept = 0;
  for (const entry of await cacheEntries(cache)) {
    if (entry.kind === "leftover") continue;
    if (kept + entry.size <= limit) kept += entry.size;
    else if (await removeEntry(ports, entry)) removed.push(entry);
  }
  return removed;
};

const kindOf = (name: string): CacheEntry["kind"] | undefined => {
  if (/^\..*\.part$/.test(name)) return "leftover";
  if (name.endsWith(".pack")) return "pack";
  return name.endsWith(".sif") ? "sif" : undefined;
};

const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new Failure("defbuild/cannot-read", `cannot read the cache ${folder}: ${error.code}`, {
      cause: error,
    });
  });
