/** Writes the inodes of a tree and the listings of its directories. */

import type { Directory, Node, RegularFile } from "@deftools/rootfs";
import { assert, Failure, never } from "@deftools/trouble";
import type { Compressor } from "../compression/compressor.ts";
import type { PlacedFile } from "../data.ts";
import { encodeDevice } from "../format/device-number.ts";
import { encodeListing, type ListedEntry } from "../format/directory-table.ts";
import type { IdTable } from "../format/id-table.ts";
import {
  blockWord,
  deviceInode,
  directoryIndexRow,
  directoryInode,
  dotEntries,
  extended,
  extendedDeviceInode,
  extendedDirectoryInode,
  extendedFileInode,
  extendedSpecialInode,
  fileInode,
  inodeHead,
  inodeType,
  specialInode,
  symlinkInode,
  xattrIndex,
} from "../format/inode.ts";
import { longestTarget, metadataSize, none32 } from "../format/limits.ts";
import { createMetadataWriter, referenceTo } from "../format/metadata-writer.ts";
import type { XattrTableBuilder } from "../format/xattr-table.ts";
import type { InodeOrder } from "./inode-order.ts";
import type { LiveContents } from "./live-content.ts";

export interface InodeSources {
  readonly order: InodeOrder<PlacedFile>;
  readonly contents: LiveContents;
  readonly ids: IdTable;
  readonly xattrs: XattrTableBuilder;
  readonly compressor: Compressor;
}

export interface InodeTables {
  readonly inodes: Uint8Array;
  readonly directories: Uint8Array;
  /** Of inode 1, 2, …; the last is the root's. */
  readonly references: readonly number[];
}

/** @throws Failure "squashfs/too-many-ids", "squashfs/bad-device", "squashfs/bad-target", "squashfs/bad-xattr" */
export const writeInodes = ({ order, contents, ids, xattrs, compressor }: InodeSources): InodeTables => {
  const inodes = createMetadataWriter(compressor);
  const listings = createMetadataWriter(compressor);
  const references: number[] = [];

  const numberOf = (node: Node<PlacedFile>): number => {
    const number = order.numbers.get(node);
    assert(number !== undefined, "every node of the tree has a number");
    return number;
  };

  const entryOf = (directory: Directory<PlacedFile>, name: string): ListedEntry => {
    const node = directory.children.get(name);
    assert(node !== undefined, "a tree does not change while it is written");
    const number = numberOf(node);
    const reference = references[number - 1];
    assert(reference !== undefined, "a directory is written after what is in it");
    return { name, number, reference, type: inodeType[node.kind] };
  };

  const directoryBody = (directory: Directory<PlacedFile>, xattr: number): Body => {
    const names = order.names.get(directory) ?? [];
    const { bytes, landmarks } = encodeListing(names.map((name) => entryOf(directory, name)));
    const at = listings.position();
    listings.write(bytes);
    const parent = order.parents.get(directory);
    let links = 2;
    for (const child of directory.children.values()) if (child.kind === "directory") links += 1;
    const fields = {
      links,
      listingBlock: at.block,
      listingOffset: at.offset,
      listingSize: bytes.length + dotEntries,
      // The root has no parent; mksquashfs gives it the number after the last.
      parent: parent === undefined ? order.nodes.length + 1 : numberOf(parent),
    };
    if (xattr === none32 && landmarks.length === 0 && fields.listingSize <= 0xffff)
      return { isExtended: false, parts: [directoryInode.encode(fields)] };
    const rows = landmarks.flatMap((landmark) => [
      directoryIndexRow.encode({
        at: landmark.at,
        block: listings.blockStart(at.index + Math.floor((at.offset + landmark.at) / metadataSize)),
        nameSize: landmark.name.length - 1,
      }),
      Buffer.from(landmark.name, "latin1"),
    ]);
    const head = extendedDirectoryInode.encode({ ...fields, indexes: landmarks.length, xattrs: xattr });
    return { isExtended: true, parts: [head, ...rows] };
  };

  const fileBody = (node: RegularFile<PlacedFile>, links: number, xattr: number): Body => {
    const { files, number, start, fragment, offset } = contents.placeOf(node.data);
    const size = files.sizeOf(number);
    const sparse = files.holesOf(number) * files.blockSize;
    const fields = { start, size, sparse, links, fragment, fragmentOffset: offset, xattrs: xattr };
    const fitsBasic =
      xattr === none32 && links === 1 && sparse === 0 && size <= 0xffffffff && start <= 0xffffffff;
    const head = fitsBasic ? fileInode.encode(fields) : extendedFileInode.encode(fields);
    const blocks = files.blocksOf(number);
    if (blocks === 0) return { isExtended: !fitsBasic, parts: [head] };
    const words = new Uint8Array(blocks * blockWord.size);
    const view = new DataView(words.buffer);
    for (let block = 0; block < blocks; block += 1)
      blockWord.encodeInto(view, block * blockWord.size, { word: files.wordOf(number, block) });
    return { isExtended: !fitsBasic, parts: [head, words] };
  };

  const bodyOf = (node: Node<PlacedFile>, links: number, xattr: number): Body => {
    const isExtended = xattr !== none32;
    switch (node.kind) {
      case "directory":
        return directoryBody(node, xattr);
      case "file":
        return fileBody(node, links, xattr);
      case "symlink": {
        const target = Buffer.from(checkedTarget(node.target), "latin1");
        const head = symlinkInode.encode({ links, targetSize: target.length });
        return {
          isExtended,
          parts: isExtended ? [head, target, xattrIndex.encode({ xattrs: xattr })] : [head, target],
        };
      }
      case "character-device":
      case "block-device": {
        const fields = { links, device: encodeDevice(node), xattrs: xattr };
        return {
          isExtended,
          parts: [isExtended ? extendedDeviceInode.encode(fields) : deviceInode.encode(fields)],
        };
      }
      case "fifo":
      case "socket": {
        const fields = { links, xattrs: xattr };
        return {
          isExtended,
          parts: [isExtended ? extendedSpecialInode.encode(fields) : specialInode.encode(fields)],
        };
      }
      default:
        return never(node);
    }
  };

  for (const [index, node] of order.nodes.entries()) {
    const { isExtended, parts } = bodyOf(node, order.links.get(node) ?? 1, xattrs.indexOf(node.xattrs));
    references.push(referenceTo(inodes.position()));
    inodes.write(
      inodeHead.encode({
        type: inodeType[node.kind] + (isExtended ? extended : 0),
        mode: node.mode & 0o7777,
        uidIndex: ids.indexOf(node.uid),
        gidIndex: ids.indexOf(node.gid),
        mtime: Math.min(Math.max(0, Math.floor(node.mtime)), latestTime),
        number: index + 1,
      }),
    );
    for (const part of parts) inodes.write(part);
  }
  return {
    inodes: Buffer.concat(inodes.finish()),
    directories: Buffer.concat(listings.finish()),
    references,
  };
};

/** An inode without its head. */
interface Body {
  readonly isExtended: boolean;
  readonly parts: readonly Uint8Array[];
}

/** In 2106. Earlier than 1970 and later than this is moved to the nearer end, as mksquashfs does. */
const latestTime = 0xffffffff;

const checkedTarget = (target: string): string => {
  if (target === "" || longestTarget < target.length || target.includes("\0"))
    throw new Failure(
      "squashfs/bad-target",
      `a symbolic link cannot point to ${JSON.stringify(target.slice(0, 100))} (${target.length} bytes)`,
    );
  return target;
};
