/**
 * What a sandbox has besides its base before anything runs in it: a layer, so that one base on the disk serves for many.
 *
 *     overlay   a folder of its own between the base and the upper folder
 *     copy      laid on the copy, before anybody looks at that
 */

import { join } from "node:path";
import type { ByteStream } from "@deftools/bytes";
import {
  type ByteString,
  type Directory,
  emptyRoot,
  type LayerRecord,
  lookUp,
  type Node,
  placeNode,
  type RegularFile,
} from "@deftools/rootfs";
import { assert } from "@deftools/trouble";
import { OWN } from "../driver.ts";
import type { SandboxPorts } from "../ports.ts";
import { runProgram } from "../process.ts";
import type { UsableRung } from "../rung.ts";
import { unpack } from "./extract.ts";
import { writeTar } from "./tar-writer.ts";

/**
 * The difference between two trees: it describes every folder on the way to what it has, so that no path of it goes through a symbolic
 * link, and hides by whiteouts alone, which come before what takes their place.
 */
export interface Seed<Data> {
  readonly records: readonly LayerRecord<Data>[];
  readonly readFile: (file: RegularFile<Data>) => ByteStream;
}

interface Ground {
  readonly world: readonly string[];
  /** The sandbox's own folder. */
  readonly folder: string;
  readonly rung: Pick<UsableRung, "changes" | "keeps">;
}

/** Lays it. @throws Failure "sandbox/program-failed", and what `readFile` throws */
export const plantSeed = async <Data>(
  ports: SandboxPorts,
  { world, folder, rung }: Ground,
  { records, readFile }: Seed<Data>,
): Promise<void> => {
  const isCopy = rung.changes === "copy";
  const ground = join(folder, isCopy ? OWN.root : OWN.seed);
  if (isCopy)
    await runProgram([...world, "/bin/sh", "-c", CLEAR], "clear the way for what was copied", {
      cwd: ground,
      stdin: once(Buffer.from(inTheWay(records).join(""), "latin1")),
    });
  const takes = (node: Node<Data>): boolean =>
    isWhiteout(node) ? !isCopy : rung.keeps.devices || !isDevice(node);
  await unpack(ports, {
    stream: writeTar({ root: treeOf(records), readFile, takes }),
    folder: ground,
    world,
    keepsOwners: rung.keeps.owners,
  });
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const CLEAR = "xargs -0 -r rm -rf --";

/** The paths of whiteouts and of all that is no folder, each ended by NUL. */
const inTheWay = <Data>(records: readonly LayerRecord<Data>[]): readonly ByteString[] =>
  records.flatMap(({ kind, path }) => (kind === "directory" ? [] : [`./${path}\0`]));

/** The layer as the overlay file system has it on the disk (Linux, Documentation/filesystems/overlayfs.rst, "whiteouts"). */
const treeOf = <Data>(records: readonly LayerRecord<Data>[]): Directory<Data> => {
  let root = emptyRoot<Data>();
  for (const record of records) {
    const { kind, path } = record;
    if (kind === "directory" && path === "") root = { ...record.node, children: root.children };
    else if (kind === "directory") placeNode(root, path, { ...record.node, children: new Map() });
    else if (kind === "node") placeNode(root, path, record.node);
    else if (kind === "whiteout") placeNode(root, path, whiteout);
    else if (kind === "hard-link") placeNode(root, path, linked(root, record.target));
    else assert(false, "a seed hides by whiteouts alone");
  }
  return root;
};

const whiteout = {
  kind: "character-device",
  ...{ mode: 0, uid: 0, gid: 0, mtime: 0, xattrs: [], major: 0, minor: 0 },
} as const;

const linked = <Data>(root: Directory<Data>, target: ByteString): Node<Data> => {
  const node = lookUp(root, target, { followLast: false });
  assert(node, "a hard link comes after its target");
  return node;
};

const isDevice = ({ kind }: Node<unknown>): boolean => kind === "character-device" || kind === "block-device";

const isWhiteout = (node: Node<unknown>): boolean =>
  node.kind === "character-device" && node.major === 0 && node.minor === 0;
