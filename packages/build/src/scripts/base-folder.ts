/**
 * A tree on the disk, for scripts and commands to run in: written once for each rung that would write it otherwise, kept in the cache
 * (`stored-trees.ts` says how), and not changed by anybody.
 */

import { createHash } from "node:crypto";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { type ByteStream, makeFolder } from "@deftools/bytes";
import { type Directory, type RegularFile, walk } from "@deftools/rootfs";
import { extractTree, type SandboxPorts, type UsableRung, worldOf } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";
import { describeTree, isThere, markInUse } from "./stored-trees.ts";

/** What it needs of the machine. */
export interface TreePorts {
  readonly sandbox: SandboxPorts;
  /** Where trees are kept; on a file system of this machine. */
  readonly treeFolder: string;
}

/** A tree to write. */
export interface TreeToWrite<Data> {
  /** Everything that decides over its names, attributes, times and contents, as one text: a digest, a hash of the tree. */
  readonly identity: string;
  readonly root: Directory<Data>;
  readonly readFile: (file: RegularFile<Data>) => ByteStream;
  readonly rung: Pick<UsableRung, "name" | "keeps">;
  readonly signal?: AbortSignal | undefined;
}

/** A tree on the disk, as the `base` of a sandbox. */
export interface BaseFolder {
  readonly path: string;
  /** Lets it be removed. */
  release(): Promise<void>;
}

/** The folder of a tree, from the cache or written now. Release it when nothing runs in it any more. */
export const baseFolder = async <Data>(ports: TreePorts, tree: TreeToWrite<Data>): Promise<BaseFolder> => {
  const { identity, root, readFile, rung, signal } = tree;
  const { sandbox, treeFolder } = ports;
  const decides = [TREE_VERSION, identity, rung.name, ...(await worldOf(sandbox, rung))];
  const key = createHash("sha256").update(JSON.stringify(decides)).digest("hex");
  const path = join(treeFolder, key);
  await makeFolder(treeFolder, 0o700).catch((error: NodeJS.ErrnoException) => {
    throw new Failure("build/cannot-cache", `cannot make the folder ${treeFolder}: ${error.code}`, {
      cause: error,
      hint: "choose another folder: DEFBUILD_CACHEDIR, or --disable-cache with --tmpdir",
    });
  });
  const release = await markInUse(path);
  try {
    // again when whoever cleans up was faster
    while (!(await isThere(path))) {
      const write = async (): Promise<void> => {
        await describeTree(path, { rung: rung.name, size: sizeOf(root) });
        await extractTree(sandbox, { root, readFile, directory: path, rung, signal });
      };
      const writing = underWay.get(path) ?? write().finally(() => underWay.delete(path));
      underWay.set(path, writing);
      await writing;
    }
    await touch(`${path}.json`);
    return { path, release };
  } catch (error) {
    await release();
    throw error;
  }
};

/** Trees that this process is writing: stages side by side often want the same. */
const underWay = new Map<string, Promise<void>>();

/** Goes up when the same tree would be written otherwise. */
const TREE_VERSION = 1;

const sizeOf = (root: Directory<unknown>): number => {
  const files = new Set<RegularFile<unknown>>();
  for (const { node } of walk(root)) if (node.kind === "file") files.add(node);
  return [...files].reduce((sum, { size }) => sum + size, 0);
};

/** A cache that may only be read is used all the same. */
const touch = async (path: string): Promise<void> => {
  const now = new Date();
  await utimes(path, now, now).catch((error: NodeJS.ErrnoException) => {
    if (!["EPERM", "EACCES", "EROFS", "ENOENT"].includes(error.code ?? "")) throw error;
  });
};
