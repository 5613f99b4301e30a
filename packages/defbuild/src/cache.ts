/** The cache as files: what is in it, how large, and when it was used last. */

import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "@deftools/trouble";

/** One file of the cache. */
export interface CacheEntry {
  readonly path: string;
  readonly name: string;
  /** A pack of a layer or an image, a SIF of a registry, or what a build that was killed left. */
  readonly kind: "pack" | "sif" | "leftover";
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
  return entries.sort((a, b) => b.usedAt - a.usedAt || (a.name < b.name ? -1 : 1));
};

/** Removes what was not used for longest until no more than `limit` bytes are left; tells what it removed. */
export const shrinkCache = async (cache: string, limit: number): Promise<readonly CacheEntry[]> => {
  const removed: CacheEntry[] = [];
  let kept = 0;
  for (const entry of await cacheEntries(cache)) {
    if (entry.kind === "leftover") continue;
    if (kept + entry.size <= limit) kept += entry.size;
    else {
      // a build that reads it keeps it open, and so keeps its bytes
      await rm(entry.path, { force: true });
      removed.push(entry);
    }
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
