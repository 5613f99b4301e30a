/**
 * Writes a SquashFS 4.0 image from a tree and the data areas its files are in.
 *
 *     superblock | data blocks and fragments | inodes | directories | fragment table | export table | id table | xattrs | padding
 */

import type { RandomAccessSink } from "@deftools/bytes";
import type { Directory } from "@deftools/rootfs";
import { assert } from "@deftools/trouble";
import type { Compressor } from "../compression/compressor.ts";
import type { DataArea, PlacedFile } from "../data.ts";
import { exportRow } from "../format/export-table.ts";
import { fragmentRow } from "../format/fragment-table.ts";
import { createIdTable, idRow } from "../format/id-table.ts";
import { defaultBlockSize, isBlockSize } from "../format/limits.ts";
import { type EncodedLookupTable, encodeLookupTable } from "../format/lookup-table.ts";
import { encodeSuperblock, superblockSize, usualFlags } from "../format/superblock.ts";
import { createXattrTable } from "../format/xattr-table.ts";
import { copyLiveData } from "./data-copy.ts";
import { type InodeOrder, orderInodes } from "./inode-order.ts";
import { writeInodes } from "./inode-writer.ts";
import { liveContents } from "./live-content.ts";

/** What an image is made of. */
export interface ImageParts {
  readonly root: Directory<PlacedFile>;
  /** All made with this compressor's codec and this block size. */
  readonly areas: readonly DataArea[];
  readonly compressor: Compressor;
  /** Default 128 KiB. */
  readonly blockSize?: number;
  /** Seconds since 1970, in the superblock. */
  readonly time: number;
}

export interface WrittenImage {
  /** With the padding: a multiple of 4096. */
  readonly size: number;
  /** Without it, as the superblock says. */
  readonly bytesUsed: number;
  readonly inodes: number;
  readonly fragments: number;
  /**
   * Extended attributes left out because SquashFS has only `user.`, `trusted.` and `security.`, by name with how many files had
   * them. mksquashfs leaves out the same.
   */
  readonly droppedXattrs: ReadonlyMap<string, number>;
}

/**
 * Writes the image into `file` from byte `start` on. The same parts give the same bytes. Only what the tree's files contain gets
 * into it, whatever else is in the areas.
 * @throws Failure "squashfs/bad-area", "squashfs/bad-name", "squashfs/bad-target", "squashfs/bad-device", "squashfs/bad-xattr",
 * "squashfs/too-many-ids", and what the file and the areas throw
 */
export const writeImage = async (
  file: RandomAccessSink,
  start: number,
  { root, areas, compressor, blockSize = defaultBlockSize, time }: ImageParts,
): Promise<WrittenImage> => {
  assert(isBlockSize(blockSize), "the block size is a power of two from 4 KiB to 1 MiB");
  for (const { index } of areas)
    assert(
      index.compressor === compressor.name && index.blockSize === blockSize,
      "the areas of an image have its compressor and block size",
    );
  const order = orderInodes(root);
  const contents = liveContents(placedFiles(order), areas);
  const data = await copyLiveData(
    file,
    { start, at: superblockSize },
    { contents, areas, compressor, blockSize },
  );
  const ids = createIdTable();
  const xattrs = createXattrTable(compressor);
  const { inodes, directories, references } = writeInodes({ order, contents, ids, xattrs, compressor });

  let end = data.end;
  const append = async (bytes: Uint8Array): Promise<number> => {
    const at = end;
    end += bytes.length;
    await file.writeAt(start + at, bytes);
    return at;
  };
  const appendTable = async (table: EncodedLookupTable): Promise<number> =>
    (await append(table.bytes)) + table.index;
  const appendRows = (rows: Iterable<Uint8Array>): Promise<number> =>
    appendTable(encodeLookupTable(rows, { start: end, compressor }));

  const inodeTable = await append(inodes);
  const directoryTable = await append(directories);
  const fragmentTable = await appendRows(
    data.fragments.values().map((fragment) => fragmentRow.encode({ ...fragment, unused: 0 })),
  );
  const exportTable = await appendRows(
    references.values().map((reference) => exportRow.encode({ reference })),
  );
  const idTable = await appendRows(ids.ids.values().map((id) => idRow.encode({ id })));
  const xattrBytes = xattrs.encode(end);
  const xattrTable = xattrBytes === undefined ? undefined : await appendTable(xattrBytes);
  const bytesUsed = end;
  await append(new Uint8Array(-bytesUsed & (padding - 1)));

  const superblock = encodeSuperblock({
    inodes: order.nodes.length,
    time: Math.min(Math.max(0, Math.floor(time)), 0xffffffff),
    blockSize,
    fragments: data.fragments.length,
    codec: compressor.name,
    flags: usualFlags,
    ids: ids.ids.length,
    root: references.at(-1) ?? 0,
    bytesUsed,
    idTable,
    xattrTable,
    inodeTable,
    directoryTable,
    fragmentTable,
    exportTable,
  });
  await file.writeAt(start, superblock);
  return {
    size: end,
    bytesUsed,
    inodes: order.nodes.length,
    fragments: data.fragments.length,
    droppedXattrs: xattrs.dropped,
  };
};

/** Block devices come in pages: mksquashfs pads the same way. */
const padding = 4096;

function* placedFiles(order: InodeOrder<PlacedFile>): Generator<PlacedFile> {
  for (const node of order.nodes) if (node.kind === "file") yield node.data;
}
