/** A tree of nodes onto the disk, by the root of a rung's ids, with all that the rung can keep. */

import { mkdir } from "node:fs/promises";
import type { ByteStream } from "@deftools/bytes";
import { type ByteString, type Directory, type Node, type RegularFile, walk } from "@deftools/rootfs";
import { need } from "../need.ts";
import type { SandboxPorts } from "../ports.ts";
import { runProgram } from "../process.ts";
import type { UsableRung } from "../rung.ts";
import { driverOf } from "../rungs.ts";
import { writeTar } from "./tar-writer.ts";

export interface ExtractOptions<Data> {
  readonly root: Directory<Data>;
  readonly readFile: (file: RegularFile<Data>) => ByteStream;
  /**
   * A folder that is not there yet, or empty: nothing in it could lead the unpacking elsewhere. It has the tree in part while this
   * works, so a tree that is to be kept gets its name after that.
   */
  readonly directory: string;
  readonly rung: Pick<UsableRung, "name" | "keeps">;
}

/** What could not be kept. */
export interface Extracted {
  /** Device nodes that this rung cannot make. */
  readonly leftOut: readonly ByteString[];
}

/**
 * Writes the tree. Symbolic links are written and never followed: each folder on the way is one that was just made.
 * @throws Failure "sandbox/program-failed" with tar's words · "sandbox/bad-content", and whatever `readFile` throws
 */
export const extractTree = async <Data>(
  ports: SandboxPorts,
  { root, readFile, directory, rung }: ExtractOptions<Data>,
): Promise<Extracted> => {
  const takes = (node: Node<Data>): boolean => rung.keeps.devices || !isDevice(node);
  await mkdir(directory, { recursive: true });
  await runProgram(
    [
      ...(await driverOf(rung.name).world(ports)),
      ...[need(ports, "tar"), "--extract", "--file=-", "--numeric-owner", "--preserve-permissions"],
      rung.keeps.owners ? "--same-owner" : "--no-same-owner",
      ...["--xattrs", "--xattrs-include=*", "--delay-directory-restore"],
    ],
    `write a tree to ${directory}`,
    { cwd: directory, stdin: inBigPieces(writeTar({ root, readFile, takes })) },
  );
  return { leftOut: rung.keeps.devices ? [] : devicesOf(root) };
};

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
