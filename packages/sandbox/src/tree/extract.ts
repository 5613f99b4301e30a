/** A tree of nodes onto the disk, by the root of a rung's ids, with all that the rung can keep. */

import { rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { ByteStream } from "@deftools/bytes";
import { type ByteString, type Directory, type Node, type RegularFile, walk } from "@deftools/rootfs";
import { need } from "../need.ts";
import { makeOwnFolder } from "../own-folder.ts";
import type { SandboxPorts } from "../ports.ts";
import { runProgram } from "../process.ts";
import type { UsableRung } from "../rung.ts";
import { driverOf } from "../rungs.ts";
import { removeFolder } from "./remove.ts";
import { writeTar } from "./tar-writer.ts";

export interface ExtractOptions<Data> {
  readonly root: Directory<Data>;
  readonly readFile: (file: RegularFile<Data>) => ByteStream;
  /** A name in a folder of ours alone. The tree is written beside it and gets the name when it is whole. */
  readonly directory: string;
  readonly rung: Pick<UsableRung, "name" | "keeps">;
  readonly signal?: AbortSignal | undefined;
}

/** What could not be kept. */
export interface Extracted {
  /** Device nodes that this rung cannot make. */
  readonly leftOut: readonly ByteString[];
}

/**
 * Writes the tree; one that is there under the name already, since another process was faster, is left. Symbolic links are written and
 * never followed: each folder on the way is one that was just made.
 * @throws Failure "sandbox/program-failed" with tar's words · "sandbox/bad-content", and whatever `readFile` throws
 */
export const extractTree = async <Data>(
  ports: SandboxPorts,
  { root, readFile, directory, rung, signal }: ExtractOptions<Data>,
): Promise<Extracted> => {
  const takes = (node: Node<Data>): boolean => rung.keeps.devices || !isDevice(node);
  const world = await driverOf(rung.name).world(ports);
  const folder = await makeOwnFolder(dirname(directory), world);
  try {
    const stream = stoppable(writeTar({ root, readFile, takes }), signal);
    await unpack(ports, { stream, folder, world, keepsOwners: rung.keeps.owners });
    await rename(folder, directory);
  } catch (error) {
    await removeFolder(folder, world);
    if (!isTaken(error)) throw error;
  }
  return { leftOut: rung.keeps.devices ? [] : devicesOf(root) };
};

/** What is unpacked, where to, and by whom. */
export interface Unpacking {
  /** A tar. */
  readonly stream: ByteStream;
  /** Whatever its links are, no entry of the tar lies below one of them. */
  readonly folder: string;
  readonly world: readonly string[];
  readonly keepsOwners: boolean;
}

/** Unpacks a tar with all it says. @throws Failure "sandbox/program-failed" with tar's words, and what the stream throws */
export const unpack = async (
  ports: SandboxPorts,
  { stream, folder, world, keepsOwners }: Unpacking,
): Promise<void> =>
  runProgram(
    [
      ...world,
      ...[need(ports, "tar"), "--extract", "--file=-", "--numeric-owner", "--preserve-permissions"],
      keepsOwners ? "--same-owner" : "--no-same-owner",
      ...["--xattrs", "--xattrs-include=*", "--delay-directory-restore"],
    ],
    `write a tree to ${folder}`,
    { cwd: folder, stdin: inBigPieces(stream) },
  );

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");

async function* stoppable(stream: ByteStream, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  for await (const bytes of stream) {
    signal?.throwIfAborted();
    yield bytes;
  }
}

/** A header is small, and a pipe is slow for whoever writes often. */
async function* inBigPieces(stream: ByteStream): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of stream) {
    parts.push(bytes);
    length += bytes.length;
    if (length < PIECE) continue;
    yield Buffer.concat(parts);
    [parts, length] = [[], 0];
  }
  yield Buffer.concat(parts);
}

/** Bytes. */
const PIECE = 256 * 1024;

const isDevice = (node: Node<unknown>): boolean =>
  node.kind === "character-device" || node.kind === "block-device";

const devicesOf = (root: Directory<unknown>): readonly ByteString[] => {
  const found: ByteString[] = [];
  for (const { path, node } of walk(root)) if (isDevice(node)) found.push(path);
  return found;
};
