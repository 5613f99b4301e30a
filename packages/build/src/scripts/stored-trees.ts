/**
 * The trees that are kept on the disk, and folders that are kept in the same way:
 *
 *     trees/KEY/                        the tree, under this name only when it is whole
 *     trees/KEY.json                    what it is; when it was used last (its mtime)
 *     trees/KEY.in-use-HOST-PID-NUMBER  a process that works in it
 *     trees/sandbox-HOST-PID-…          a tree that is being written or removed
 */

import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { type RungName, removeTree, rungNames, type SandboxPorts } from "@deftools/sandbox";
import * as v from "valibot";

/** What is kept beside a tree. */
export interface AboutTree {
  readonly rung: RungName;
  /** Of all files, in bytes. */
  readonly size: number;
}

const schema = v.pipe(v.string(), v.parseJson(), v.object({ rung: v.picklist(rungNames), size: v.number() }));

/** A tree that is there. */
export interface StoredTree extends AboutTree {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** All trees of a folder, which need not be there. */
export const storedTrees = async (folder: string): Promise<readonly StoredTree[]> => {
  const trees: StoredTree[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(".json")) continue;
    const path = join(folder, basename(name, ".json"));
    const about = await readFile(`${path}.json`, "utf8").catch(() => "");
    const parsed = v.safeParse(schema, about);
    const usedAt = (await stat(`${path}.json`).catch(() => undefined))?.mtimeMs;
    if (parsed.success && usedAt !== undefined && (await isThere(path)))
      trees.push({ ...parsed.output, path, usedAt });
  }
  return trees;
};

/** Removes a tree, unless somebody works in it; tells whether it is gone. @throws Failure "sandbox/program-failed" */
export const removeStoredTree = async (
  ports: SandboxPorts,
  { path, rung }: Pick<StoredTree, "path" | "rung">,
): Promise<boolean> => {
  if (await isInUse(path)) return false;
  const aside = join(dirname(path), `sandbox-${hostname()}-${process.pid}-${basename(path)}`);
  await rename(path, aside);
  // somebody may have come while it still had its name
  if (await isInUse(path)) {
    await rename(aside, path);
    return false;
  }
  await removeTree(ports, { directory: aside, rung: { name: rung } });
  await rm(`${path}.json`, { force: true });
  return true;
};

/** Says what a tree is. */
export const describeTree = (path: string, about: AboutTree): Promise<void> =>
  writeFile(`${path}.json`, JSON.stringify(about));

/** Says that this process works in a tree; call the result when it does not any more. */
export const markInUse = async (path: string): Promise<() => Promise<void>> => {
  marks += 1;
  const mark = `${path}${IN_USE}${hostname()}-${process.pid}-${marks}`;
  await writeFile(mark, "");
  return () => rm(mark, { force: true });
};

let marks = 0;
const IN_USE = ".in-use-";

/** A folder that nobody else works in: the first of `STEM-1`, `STEM-2`, … that is free. It need not be there. */
export const takeTree = async (
  stem: string,
): Promise<{ readonly path: string; release(): Promise<void> }> => {
  for (let number = 1; ; number += 1) {
    const path = `${stem}-${number}`;
    const lock = `${path}.lock`;
    if (!(await takeLock(lock))) continue;
    const unmark = await markInUse(path);
    const release = async (): Promise<void> => {
      await unmark();
      await rm(lock, { force: true });
    };
    return { path, release };
  }
};

/** Takes a lock that nobody has; one of a process that ended is nobody's. */
const takeLock = async (lock: string): Promise<boolean> => {
  marks += 1;
  const self = `${hostname()}-${process.pid}-${marks}`;
  const owner = await readFile(lock, "utf8").catch(() => undefined);
  if (owner !== undefined && (await isAlive(lock, owner))) return false;
  if (owner !== undefined) await rm(lock, { force: true });
  await writeFile(lock, self, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return (await readFile(lock, "utf8").catch(() => undefined)) === self;
};

const marksOf = async (path: string): Promise<readonly string[]> => {
  const prefix = `${basename(path)}${IN_USE}`;
  return (await namesIn(dirname(path))).filter((name) => name.startsWith(prefix)).toSorted();
};

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Marks of processes that ended are removed on the way. */
const isInUse = async (path: string): Promise<boolean> => {
  const prefix = `${basename(path)}${IN_USE}`;
  let inUse = false;
  for (const name of await marksOf(path)) {
    const mark = join(dirname(path), name);
    if (await isAlive(mark, name.slice(prefix.length))) inUse = true;
    else await rm(mark, { force: true });
  }
  return inUse;
};

/** Of a process of another machine nothing is known but when it came. */
const isAlive = async (mark: string, owner: string): Promise<boolean> => {
  const pid = Number(/-(\d+)-\d+$/.exec(owner)?.[1]);
  if (!owner.startsWith(`${hostname()}-`) || !Number.isSafeInteger(pid)) {
    const made = (await stat(mark).catch(() => undefined))?.mtimeMs ?? 0;
    return Date.now() - LONGEST_USE_MS < made;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

const LONGEST_USE_MS = 24 * 60 * 60 * 1000;

const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
