/** Reads one inode into a node of a tree. */

import type { Attributes, ByteString, Node } from "@deftools/rootfs";
import { damaged } from "../format/damage.ts";
import { decodeDevice } from "../format/device-number.ts";
import { idRow } from "../format/id-table.ts";
import {
  blockWord,
  deviceInode,
  directoryInode,
  dotEntries,
  extended,
  extendedDeviceInode,
  extendedDirectoryInode,
  extendedFileInode,
  extendedSpecialInode,
  fileInode,
  type InodeKind,
  inodeHead,
  inodeType,
  specialInode,
  symlinkInode,
  xattrIndex,
} from "../format/inode.ts";
import { longestTarget, none32 } from "../format/limits.ts";
import type { MetadataTable } from "../format/metadata-reader.ts";
import type { RecordLayout } from "../format/record.ts";
import type { XattrLookup } from "../format/xattr-reader.ts";

/** Where an image keeps a file's content. */
export interface ImageFile {
  readonly start: number;
  /** Where the size words are in the inode table, and how many. */
  readonly words: number;
  readonly blocks: number;
  readonly fragment?: { readonly index: number; readonly offset: number };
}

/** A node, and for a directory where its listing is. */
export interface ReadInode {
  readonly node: Node<ImageFile>;
  readonly listing?: { readonly reference: number; readonly length: number };
}

export interface InodeTablesRead {
  readonly inodes: MetadataTable;
  readonly ids: MetadataTable;
  readonly xattrs: XattrLookup;
  readonly blockSize: number;
}

/** @throws Failure "squashfs/damaged" */
export const readInode = (tables: InodeTablesRead, reference: number): ReadInode => {
  const { inodes, ids } = tables;
  const start = inodes.placeOf(reference);
  const head = inodes.decode(inodeHead, start);
  const isExtended = extended < head.type;
  const kind = kinds.get(isExtended ? head.type - extended : head.type);
  if (kind === undefined) throw damaged("inode table", `no kind of file has the number ${head.type}`);
  const at = start + inodeHead.size;
  const idOf = (index: number): number => ids.decode(idRow, index * idRow.size).id;
  const attributesWith = (xattrs: number): Attributes => ({
    mode: head.mode & 0o7777,
    uid: idOf(head.uidIndex),
    gid: idOf(head.gidIndex),
    mtime: head.mtime,
    xattrs: tables.xattrs(xattrs),
  });
  /** The fields of an inode, those its basic form lacks filled in. */
  const fields = <Basic extends string>(
    basic: RecordLayout<Basic>,
    full: RecordLayout<NoInfer<Basic> | "xattrs">,
  ): Readonly<Record<Basic | "xattrs", number>> =>
    isExtended ? inodes.decode(full, at) : { ...inodes.decode(basic, at), xattrs: none32 };

  switch (kind) {
    case "directory": {
      const body = fields(directoryInode, extendedDirectoryInode);
      if (body.listingSize < dotEntries)
        throw damaged("inode table", "a directory is smaller than an empty one");
      return {
        node: { kind, ...attributesWith(body.xattrs), children: new Map() },
        listing: {
          reference: body.listingBlock * 65_536 + body.listingOffset,
          length: body.listingSize - dotEntries,
        },
      };
    }
    case "file": {
      const body = fields(fileInode, extendedFileInode);
      const hasFragment = body.fragment !== none32;
      const blocks = hasFragment
        ? Math.floor(body.size / tables.blockSize)
        : Math.ceil(body.size / tables.blockSize);
      const words = at + (isExtended ? extendedFileInode : fileInode).size;
      // Proves that the words are there, before anyone makes room for as many blocks as the size promises.
      inodes.take(words, blocks * blockWord.size);
      const fragment = { index: body.fragment, offset: body.fragmentOffset };
      const data = { start: body.start, words, blocks, ...(hasFragment ? { fragment } : {}) };
      return { node: { kind, ...attributesWith(body.xattrs), size: body.size, data } };
    }
    case "symlink": {
      const { targetSize } = inodes.decode(symlinkInode, at);
      if (longestTarget < targetSize)
        throw damaged("inode table", `a symbolic link has a target of ${targetSize} bytes`);
      const target: ByteString = Buffer.from(inodes.take(at + symlinkInode.size, targetSize)).toString(
        "latin1",
      );
      const xattrs = isExtended
        ? inodes.decode(xattrIndex, at + symlinkInode.size + targetSize).xattrs
        : none32;
      return { node: { kind, ...attributesWith(xattrs), target } };
    }
    case "block-device":
    case "character-device": {
      const body = fields(deviceInode, extendedDeviceInode);
      return { node: { kind, ...attributesWith(body.xattrs), ...decodeDevice(body.device) } };
    }
    case "fifo":
    case "socket":
      return { node: { kind, ...attributesWith(fields(specialInode, extendedSpecialInode).xattrs) } };
  }
};

const kinds: ReadonlyMap<number, InodeKind> = new Map(
  // Object.entries knows no literal types; the names are those of the table.
  Object.entries(inodeType).map(([kind, number]) => [number, kind as InodeKind]),
);
