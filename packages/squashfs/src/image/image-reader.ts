/** Opens a SquashFS 4.0 image, of whatever writer. Nothing in it is trusted: what does not fit is a Failure that says what and where. */

import type { ByteSource } from "@deftools/bytes";
import type { Directory } from "@deftools/rootfs";
import { decompressorFor } from "../compression/decompressor.ts";
import { damaged } from "../format/damage.ts";
import { fragmentRow } from "../format/fragment-table.ts";
import { idRow } from "../format/id-table.ts";
import { readLookupTable } from "../format/lookup-reader.ts";
import { place } from "../format/lookup-table.ts";
import { readMetadataTable } from "../format/metadata-reader.ts";
import { decodeSuperblock, type Superblock, superblockSize } from "../format/superblock.ts";
import { readXattrs } from "../format/xattr-reader.ts";
import { type ContentReader, createContentReader } from "./content-reader.ts";
import type { ImageFile } from "./inode-reader.ts";
import { readTree } from "./tree-reader.ts";

export interface SquashfsImage {
  readonly superblock: Superblock;
  /** The whole tree. One node under several names is a hard link. */
  readonly root: Directory<ImageFile>;
  /** The content of a file of this tree; files of one image may be read at the same time. */
  readonly readFile: ContentReader;
}

/**
 * Reads the tables of an image; contents only when they are asked for.
 * @throws Failure "squashfs/not-squashfs", "squashfs/unsupported-version", "squashfs/unsupported-compressor", "squashfs/damaged",
 * "squashfs/too-large"
 */
export const openImage = async (source: ByteSource): Promise<SquashfsImage> => {
  const head = await source.read(0, Math.min(superblockSize, source.size));
  const superblock = decodeSuperblock(head, source.size);
  const decompressor = decompressorFor(superblock.codec);
  const { blockSize, inodeTable, directoryTable } = superblock;
  const from = { source, decompressor };

  const ids = await readLookupTable(
    { ...from, name: "id table" },
    { at: superblock.idTable, rows: superblock.ids, rowSize: idRow.size },
  );
  const fragments = await readLookupTable(
    { ...from, name: "fragment table" },
    { at: superblock.fragmentTable, rows: superblock.fragments, rowSize: fragmentRow.size },
  );
  const xattrs = await readXattrs(source, decompressor, superblock.xattrTable);
  const inodes = await readMetadataTable(
    { ...from, name: "inode table" },
    { start: inodeTable, end: directoryTable },
  );
  const directories = await readMetadataTable(
    { ...from, name: "directory table" },
    { start: directoryTable, end: await endOfDirectories() },
  );
  const root = readTree(
    { inodes, directories, ids: ids.rows, xattrs, blockSize, inodeCount: superblock.inodes },
    superblock.root,
  );
  const readFile = createContentReader({ ...from, inodes, fragments: fragments.rows, blockSize });
  return { superblock, root, readFile };

  /** What follows the directory table depends on which tables there are; each starts with its blocks of rows. */
  async function endOfDirectories(): Promise<number> {
    if (fragments.start !== undefined) return fragments.start;
    if (superblock.exportTable !== undefined) return firstPlace(superblock.exportTable);
    return ids.start ?? superblock.idTable;
  }

  async function firstPlace(at: number): Promise<number> {
    if (source.size < at + place.size) throw damaged("export table", "it is cut off");
    return place.decode(await source.read(at, place.size)).at;
  }
};
