/** The first 96 bytes of an image (kernel documentation, `filesystems/squashfs`; `struct squashfs_super_block`). */

import { Failure } from "@deftools/trouble";
import { type CodecName, codecs, codecWithId } from "../compression/codec.ts";
import { damaged } from "./damage.ts";
import { isBlockSize, largestBlock, smallestBlock } from "./limits.ts";
import { nowhere, record } from "./record.ts";

/** What an image says of itself. Places are bytes from its start. */
export interface Superblock {
  readonly inodes: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly blockSize: number;
  readonly fragments: number;
  readonly codec: CodecName;
  readonly flags: number;
  readonly ids: number;
  /** Where the root's inode is: metadata block in the inode table × 65536 + offset in the block. */
  readonly root: number;
  /** Without the padding. */
  readonly bytesUsed: number;
  readonly idTable: number;
  /** Undefined when no file has xattrs. */
  readonly xattrTable: number | undefined;
  readonly inodeTable: number;
  readonly directoryTable: number;
  readonly fragmentTable: number;
  /** Undefined when inodes cannot be found by number (NFS). */
  readonly exportTable: number | undefined;
}

/** What mksquashfs sets unless told otherwise: duplicates are shared, inodes can be found by number. */
export const usualFlags = 0x0040 | 0x0080;

/** A block with the codec's settings follows the superblock. */
export const compressorOptionsFlag = 0x0400;

const layout = record({
  magic: "u32",
  inodes: "u32",
  time: "u32",
  blockSize: "u32",
  fragments: "u32",
  codec: "u16",
  blockLog: "u16",
  flags: "u16",
  ids: "u16",
  major: "u16",
  minor: "u16",
  root: "u64",
  bytesUsed: "u64",
  idTable: "u64",
  xattrTable: "u64",
  inodeTable: "u64",
  directoryTable: "u64",
  fragmentTable: "u64",
  exportTable: "u64",
});

/** Where data may start. */
export const superblockSize = layout.size;

/** `hsqs`. */
const magic = 0x73717368;
const version = { major: 4, minor: 0 } as const;

export const encodeSuperblock = (superblock: Superblock): Uint8Array =>
  layout.encode({
    ...superblock,
    ...version,
    magic,
    codec: codecs[superblock.codec],
    blockLog: Math.log2(superblock.blockSize),
    xattrTable: superblock.xattrTable ?? nowhere,
    exportTable: superblock.exportTable ?? nowhere,
  });

/**
 * Reads and checks a superblock: what passes has all its tables inside the image, in the order every writer uses.
 * @param size of the source the image is in
 * @throws Failure "squashfs/not-squashfs", "squashfs/unsupported-version", "squashfs/damaged"
 */
export const decodeSuperblock = (bytes: Uint8Array, size: number): Superblock => {
  if (bytes.length < layout.size)
    throw new Failure("squashfs/not-squashfs", "too short for a SquashFS image");
  const raw = layout.decode(bytes);
  if (raw.magic !== magic)
    throw new Failure("squashfs/not-squashfs", "not a SquashFS image: it does not start with hsqs");
  if (raw.major !== version.major || raw.minor !== version.minor)
    throw new Failure(
      "squashfs/unsupported-version",
      `SquashFS ${raw.major}.${raw.minor} is not supported, only 4.0 is`,
    );
  const codec = codecWithId(raw.codec);
  if (codec === undefined) throw damaged("superblock", `no compressor has the number ${raw.codec}`);
  if (!isBlockSize(raw.blockSize) || raw.blockSize !== 2 ** raw.blockLog)
    throw damaged(
      "superblock",
      `a block size of ${raw.blockSize} is not a power of two from ${smallestBlock} to ${largestBlock}`,
    );
  if (size < raw.bytesUsed)
    throw damaged("superblock", `it needs ${raw.bytesUsed} bytes, only ${size} are there`);
  const superblock = {
    ...raw,
    codec,
    xattrTable: raw.xattrTable === nowhere ? undefined : raw.xattrTable,
    exportTable: raw.exportTable === nowhere ? undefined : raw.exportTable,
  };
  checkOrder(superblock);
  return superblock;
};

const checkOrder = (superblock: Superblock): void => {
  const { inodeTable, directoryTable, fragmentTable, exportTable, idTable, xattrTable, bytesUsed } =
    superblock;
  const places: readonly (readonly [string, number | undefined])[] = [
    ["superblock", superblockSize],
    ["inode table", inodeTable],
    ["directory table", directoryTable],
    ["fragment table", superblock.fragments === 0 ? undefined : fragmentTable],
    ["export table", exportTable],
    ["id table", idTable],
    ["xattr table", xattrTable],
    ["end", bytesUsed],
  ];
  let before: readonly [string, number] = ["superblock", superblockSize];
  for (const [name, place] of places) {
    if (place === undefined) continue;
    if (place < before[1])
      throw damaged("superblock", `the ${name} at byte ${place} is before the ${before[0]}`);
    before = [name, place];
  }
};
