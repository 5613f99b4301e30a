/** The tree of a SIF, three ways: as the kernel mounts it, as unsquashfs extracts it, as our own reader reads it. All three are compared as listings. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileSource } from "@deftools/bytes";
import { type Node, walk } from "@deftools/rootfs";
import { objectSource, readSif } from "@deftools/sif";
import { type ImageFile, openImage, type SquashfsImage } from "@deftools/squashfs";
import { must } from "./programs.ts";
import { deviceContent, type Entry, fileContent, type Listing, listEntries, listTree } from "./trees.ts";

/** Where the file system of a SIF starts, by siftool's word. */
export const partitionOffset = (image: string): number =>
  Number(must("siftool", ["list", image]).match(/\|(\d+)-\d+ *\|FS/)?.[1]);

/** Mounts the image read-only, looks, unmounts. Needs root and a loop device. */
export const whileMounted = <Result>(image: string, look: (folder: string) => Result): Result => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-mount-"));
  try {
    const options = `loop,ro,offset=${partitionOffset(image)}`;
    must("mount", ["-o", options, "-t", "squashfs", image, folder]);
    try {
      return look(folder);
    } finally {
      must("umount", [folder]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The tree as unsquashfs extracts it into `folder`, which must not be there. */
export const unsquashedTree = (image: string, folder: string): Listing => {
  must("unsquashfs", ["-quiet", "-no-progress", "-o", String(partitionOffset(image)), "-d", folder, image]);
  return listTree(folder);
};

/** The tree as our own reader reads it, contents included. */
export const readTree = async (path: string): Promise<Listing> => {
  const file = await openFileSource(path);
  try {
    const sif = await readSif(file);
    const partition = sif.objects.find(({ type }) => type === "partition");
    if (partition === undefined) throw new Error(`${path} has no partition`);
    const image = await openImage(objectSource(file, partition));
    const entries: Entry[] = [];
    for (const { path: name, node } of walk(image.root)) entries.push(await entryOf(image, name, node));
    return listEntries(entries);
  } finally {
    await file.close();
  }
};

const entryOf = async (image: SquashfsImage, path: string, node: Node<ImageFile>): Promise<Entry> => ({
  path,
  mode: fileType[node.kind] | node.mode,
  owner: `${node.uid}:${node.gid}`,
  mtime: node.mtime,
  content: await contentOf(image, node),
  xattrs: node.xattrs.map(({ name, value }) => `${name}=0x${Buffer.from(value).toString("hex")}`).sort(),
  ...(node.kind === "file" && { inode: inodeOf(node) }),
});

const contentOf = async (image: SquashfsImage, node: Node<ImageFile>): Promise<string> => {
  if (node.kind === "symlink") return `-> ${node.target}`;
  if (node.kind === "character-device" || node.kind === "block-device")
    return deviceContent(node.major, node.minor);
  if (node.kind !== "file") return "";
  const parts: Uint8Array[] = [];
  for await (const part of image.readFile(node)) parts.push(part);
  return fileContent(node.size, Buffer.concat(parts));
};

/** The bits of `st_mode` that tell the type (inode(7)). */
const fileType = {
  fifo: 0o010000,
  "character-device": 0o020000,
  directory: 0o040000,
  "block-device": 0o060000,
  file: 0o100000,
  symlink: 0o120000,
  socket: 0o140000,
} as const;

/** Hard links are one node under several names. */
const inodes = new WeakMap<object, number>();
let lastInode = 0;
const inodeOf = (node: object): number => {
  const known = inodes.get(node);
  if (known !== undefined) return known;
  lastInode += 1;
  inodes.set(node, lastInode);
  return lastInode;
};
