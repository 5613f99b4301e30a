/**
 * A folder of this machine as a tree, links and all. Owners count for root alone: an ordinary user's folder becomes root's, as it
 * does when an engine packs it. Extended attributes are read where the program getfattr is there.
 */

import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { type ByteStream, collect } from "@deftools/bytes";
import {
  type Attributes,
  asByteString,
  type ByteString,
  type Directory,
  emptyRoot,
  fromByteString,
  joinPath,
  type Node,
  toByteString,
} from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";
import { Failure, isFailure } from "@deftools/trouble";
import { readXattrs } from "../host-programs.ts";
import type { Workshop } from "../workshop.ts";
import { isEngineText } from "./inherited-texts.ts";
import type { LocalPlace } from "./local-base.ts";

/** The tree of a folder, its contents put into the workshop, and the texts an engine left in it. */
export const sandboxTree = async (
  { path: top, name }: LocalPlace,
  workshop: Workshop,
  { isRoot }: { readonly isRoot: boolean },
): Promise<{
  readonly root: Directory<PlacedFile>;
  readonly texts: ReadonlyMap<string, string>;
}> => {
  const texts = new Map<string, string>();
  const xattrs = await readXattrs(top);
  /** Files of several names, by device and number. */
  const known = new Map<string, Node<PlacedFile>>();
  const hostPath = (path: ByteString): Buffer =>
    Buffer.from(path === "" ? toByteString(top) : `${toByteString(top)}/${path}`, "latin1");

  const read = async (path: ByteString): Promise<Node<PlacedFile> | undefined> => {
    const place = hostPath(path);
    const stat = await lstat(place);
    const attributes: Attributes = {
      mode: stat.mode & 0o7777,
      uid: isRoot ? stat.uid : 0,
      gid: isRoot ? stat.gid : 0,
      mtime: Math.floor(stat.mtimeMs / 1000),
      xattrs: xattrs.get(path) ?? [],
    };
    if (stat.isDirectory()) {
      const folder = emptyRoot<PlacedFile>(attributes);
      for (const entry of (await readdir(place, { encoding: "buffer" })).map(asByteString).sort()) {
        const child = await read(joinPath(path, entry));
        if (child !== undefined) folder.children.set(entry, child);
      }
      return folder;
    }
    const identity = `${stat.dev}:${stat.ino}`;
    const same = known.get(identity);
    if (same !== undefined) return same;
    const made = await readLeaf(path, attributes, stat);
    if (made !== undefined && stat.nlink > 1) known.set(identity, made);
    return made;
  };

  const readLeaf = async (
    path: ByteString,
    attributes: Attributes,
    stat: Awaited<ReturnType<typeof lstat>>,
  ): Promise<Node<PlacedFile> | undefined> => {
    const place = hostPath(path);
    if (stat.isSymbolicLink()) {
      const target = asByteString(await readlink(place, { encoding: "buffer" }));
      return { kind: "symlink", ...attributes, mode: 0o777, target };
    }
    if (stat.isFile()) {
      const data = await workshop.put(createReadStream(place));
      if (isEngineText(path)) {
        const text: ByteStream = createReadStream(place);
        texts.set(fromByteString(path), Buffer.from(await collect(text, LONGEST_TEXT, name)).toString());
      }
      return { kind: "file", ...attributes, size: data.file.size, data };
    }
    if (stat.isFIFO()) return { kind: "fifo", ...attributes };
    if (stat.isCharacterDevice() || stat.isBlockDevice()) {
      const { major, minor } = deviceOf(Number(stat.rdev));
      const kind = stat.isCharacterDevice() ? "character-device" : "block-device";
      return { kind, ...attributes, major, minor };
    }
    return undefined;
  };

  const root = await read("").catch((error: unknown) => {
    if (isFailure(error) || !(error instanceof Error && "code" in error)) throw error;
    throw new Failure("build/cannot-read", `cannot read all of ${name}: ${error.message}`, { cause: error });
  });
  if (root?.kind !== "directory") throw new Failure("build/not-an-image", `${name} is no folder any more`);
  return { root, texts };
};

const LONGEST_TEXT = 4 * 1024 * 1024;

/** Linux's 64-bit device numbers (glibc, sys/sysmacros.h). */
const deviceOf = (device: number): { readonly major: number; readonly minor: number } => {
  const low = device % 2 ** 32;
  const high = Math.floor(device / 2 ** 32);
  return {
    major: ((low >>> 8) & 0xfff) | (high & ~0xfff),
    minor: (low & 0xff) | ((low >>> 12) & 0xfff00),
  };
};
