/**
 * Names of what is being made, hidden beside its final name. They tell which process makes it, so that what a killed one left is
 * removed by the next one that makes the same.
 *
 *     .image.sif.3f2a91c0-4711-9c0d5e7a1b22.part
 *                machine  pid  random
 */

import { createHash, randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** A new name for what will be called `name`; `old` is what was called so until now. */
export const unfinishedName = (name: string, state: "part" | "old" = "part"): string =>
  `.${stemOf(name)}.${thisMachine()}-${process.pid}-${randomBytes(6).toString("hex")}.${state}`;

/** Removes what processes of this machine left under such names in a folder when they were killed: for one final name, or for all. */
export const removeUnfinished = async (folder: string, name?: string): Promise<void> => {
  // a folder that may not be listed is not tidied; who writes into it learns what is wrong with it
  const names = await readdir(folder).catch(() => []);
  for (const found of names) {
    const [, stem, machine, pid] = unfinished.exec(found) ?? [];
    if (stem === undefined || machine !== thisMachine() || isAlive(Number(pid))) continue;
    if (name !== undefined && stem !== stemOf(name)) continue;
    const path = join(folder, found);
    if (await isOurs(path)) await rm(path, { recursive: true, force: true });
  }
};

const unfinished = /^\.(.*)\.([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.(?:part|old)$/s;

/** Cut, so that a long name stays a possible one. */
const stemOf = (name: string): string => name.slice(0, 50);

/** Process numbers mean something on one machine only, and in one container. */
const thisMachine = (): string => {
  machine ??= createHash("sha256").update(`${hostname()} ${pidNamespace()}`).digest("hex").slice(0, 8);
  return machine;
};
let machine: string | undefined;

const pidNamespace = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    // only Linux has them
    return "";
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
};

/** In folders that many write to, such as /tmp, what is another user's could be a trap for root. */
const isOurs = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.uid === (process.getuid?.() ?? 0);
