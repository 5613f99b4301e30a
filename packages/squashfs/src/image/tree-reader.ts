/** Reads the tree of an image: every directory once, every inode once. */

import type { ByteString, Directory, Node } from "@deftools/rootfs";
import { damaged } from "../format/damage.ts";
import { listingEntry, listingHeader } from "../format/directory-table.ts";
import { longestName, mostEntriesPerHeader } from "../format/limits.ts";
import type { MetadataTable } from "../format/metadata-reader.ts";
import { type ImageFile, type InodeTablesRead, type ReadInode, readInode } from "./inode-reader.ts";

export interface TreeTables extends InodeTablesRead {
  readonly directories: MetadataTable;
  /** What the superblock promises; more is damage. */
  readonly inodeCount: number;
}

/** @param root reference to the root's inode @throws Failure "squashfs/damaged" */
export const readTree = (tables: TreeTables, root: number): Directory<ImageFile> => {
  const nodes = new Map<number, Node<ImageFile>>();
  const open: Pending[] = [];
  // Listings do not overlap in an honest image; in another one they could be far more than its bytes.
  let unread = tables.directories.length;

  const nodeAt = (reference: number): Node<ImageFile> => {
    const known = nodes.get(reference);
    if (known?.kind === "directory") throw damaged("directory table", "a directory is in two places");
    if (known !== undefined) return known;
    if (tables.inodeCount <= nodes.size)
      throw damaged("directory table", `it names more than the ${tables.inodeCount} inodes there are`);
    const read = readInode(tables, reference);
    nodes.set(reference, read.node);
    if (read.node.kind === "directory") open.push({ directory: read.node, listing: read.listing });
    return read.node;
  };

  const top = nodeAt(root);
  if (top.kind !== "directory") throw damaged("inode table", "the root is not a directory");
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { directory, listing } = next;
    if (listing === undefined || listing.length === 0) continue;
    unread -= listing.length;
    if (unread < 0) throw damaged("directory table", "listings overlap");
    const place = tables.directories.placeOf(listing.reference);
    const bytes = tables.directories.take(place, listing.length);
    for (const entry of listedIn(bytes)) {
      if (directory.children.has(entry.name))
        throw damaged("directory table", `${JSON.stringify(entry.name)} is listed twice in one directory`);
      directory.children.set(entry.name, nodeAt(entry.reference));
    }
  }
  return top;
};

interface Pending {
  readonly directory: Directory<ImageFile>;
  readonly listing: ReadInode["listing"];
}

interface ReadEntry {
  readonly name: ByteString;
  readonly reference: number;
}

function* listedIn(bytes: Uint8Array): Generator<ReadEntry> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const need = (end: number): void => {
    if (bytes.length < end) throw damaged("directory table", "a listing ends in the middle of an entry");
  };
  for (let at = 0; at < bytes.length; ) {
    need(at + listingHeader.size);
    const header = listingHeader.decode(bytes, at);
    at += listingHeader.size;
    if (mostEntriesPerHeader <= header.count)
      throw damaged("directory table", `a header has ${header.count + 1} entries`);
    for (let number = 0; number <= header.count; number++) {
      need(at + listingEntry.size);
      const entry = listingEntry.decode(bytes, at);
      at += listingEntry.size;
      const end = at + entry.nameSize + 1;
      need(end);
      const name = text.toString("latin1", at, end);
      at = end;
      checkName(name);
      yield { name, reference: header.inodeBlock * 65_536 + entry.inodeOffset };
    }
  }
}

const checkName = (name: ByteString): void => {
  if (longestName + 1 < name.length || name === "." || name === ".." || /[/\0]/.test(name))
    throw damaged("directory table", `${JSON.stringify(name.slice(0, 300))} cannot be the name of a file`);
};
