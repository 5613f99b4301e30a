/** `defbuild cache list|clean|path`. */

import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { thisMachine } from "@deftools/sandbox";
import { type CacheEntry, cacheEntries, removeEntry, shrinkCache } from "./cache.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Ports } from "./ports.ts";
import { sizeText } from "./progress/size.ts";

/** Prints where it is. */
export const cachePathCommand = (ports: Ports): void => ports.stdout.write(`${folderOf(ports)}\n`);

/** Prints what is in it, those used last first, and the sum. */
export const cacheListCommand = async (ports: Ports): Promise<void> => {
  const entries = await cacheEntries(folderOf(ports));
  for (const { kind, name, size, usedAt } of entries)
    ports.stdout.write(
      `${new Date(usedAt).toISOString().slice(0, 16)}  ${(kind === "mount" ? "" : sizeText(size)).padStart(8)}  ${kind.padEnd(8)}  ${shortName(name)}\n`,
    );
  ports.stdout.write(`${entries.length} files, ${sizeText(sum(entries))}\n`);
};

/** Removes all of it, or, with a limit in bytes, what was not used for longest. */
export const cacheCleanCommand = async (
  ports: Ports,
  { maxSize }: { readonly maxSize?: number },
): Promise<void> => {
  const cache = folderOf(ports);
  const machine = thisMachine(ports.env);
  const removed = maxSize === undefined ? [] : [...(await shrinkCache(machine, cache, maxSize))];
  if (maxSize === undefined) {
    for (const entry of await cacheEntries(cache)) if (await removeEntry(machine, entry)) removed.push(entry);
    for (const folder of ["notes", "logs"]) await rm(join(cache, folder), { recursive: true, force: true });
  }
  ports.stderr.write(`removed ${removed.length} files, ${sizeText(sum(removed))}\n`);
};

const folderOf = (ports: Ports): string => resolve(ports.cwd, cacheFolder(ports));

const sum = (entries: readonly CacheEntry[]): number => entries.reduce((total, { size }) => total + size, 0);

/** Digests are told by their first twelve digits, as everywhere. */
const shortName = (name: string): string => name.replace(/([0-9a-f]{12})[0-9a-f]{52}/, "$1");
