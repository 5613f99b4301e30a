/**
 * The listing of one directory: headers, each with up to 256 entries whose inodes are in the same metadata block.
 *
 *     [header][entry name][entry name]… [header][entry name]…
 */

import type { ByteString } from "@deftools/rootfs";
import { metadataSize, mostEntriesPerHeader } from "./limits.ts";
import { record } from "./record.ts";

/** `count` is one less than the entries; `number` is what their inode numbers are counted from. */
export const listingHeader = record({ count: "u32", inodeBlock: "u32", number: "u32" });

/** Followed by the name, `nameSize` + 1 bytes. */
export const listingEntry = record({
  inodeOffset: "u16",
  numberDelta: "i16",
  type: "u16",
  nameSize: "u16",
});

/** A name and the inode it is for. */
export interface ListedEntry {
  readonly name: ByteString;
  readonly number: number;
  /** To the inode: metadata block × 65536 + place in the block. */
  readonly reference: number;
  /** Of the basic form. */
  readonly type: number;
}

export interface EncodedListing {
  readonly bytes: Uint8Array;
  /** Headers about every 8 KiB, so that a name in a big directory is found without reading all of it. */
  readonly landmarks: readonly { readonly at: number; readonly name: ByteString }[];
}

/** @param entries sorted by name in byte order: the kernel searches by it */
export const encodeListing = (entries: Iterable<ListedEntry>): EncodedListing => {
  const parts: Uint8Array[] = [];
  const landmarks: { at: number; name: ByteString }[] = [];
  let length = 0;
  let landmark = 0;
  let group: ListedEntry[] = [];
  let groupSize = 0;

  const closeGroup = (): void => {
    const [first] = group;
    if (first === undefined) return;
    parts.push(
      listingHeader.encode({ count: group.length - 1, inodeBlock: blockOf(first), number: first.number }),
    );
    for (const entry of group) parts.push(encodeEntry(entry, first), Buffer.from(entry.name, "latin1"));
    length += groupSize;
    group = [];
  };

  for (const entry of entries) {
    const size = listingEntry.size + entry.name.length;
    const [first] = group;
    const isFar = metadataSize < length + groupSize + size - landmark;
    if (first === undefined || isFar || !fits(entry, first, group.length)) {
      closeGroup();
      groupSize = listingHeader.size;
      if (isFar && 0 < length) {
        landmark = length;
        landmarks.push({ at: length, name: entry.name });
      }
    }
    group.push(entry);
    groupSize += size;
  }
  closeGroup();
  return { bytes: Buffer.concat(parts), landmarks };
};

const fits = (entry: ListedEntry, first: ListedEntry, count: number): boolean =>
  count < mostEntriesPerHeader &&
  blockOf(entry) === blockOf(first) &&
  Math.abs(entry.number - first.number) <= largestDelta;

const blockOf = ({ reference }: ListedEntry): number => Math.floor(reference / 65_536);

/** Of an inode number from its header's, in 16 bits with a sign. */
const largestDelta = 32_767;

const encodeEntry = (entry: ListedEntry, first: ListedEntry): Uint8Array =>
  listingEntry.encode({
    inodeOffset: entry.reference % 65_536,
    numberDelta: entry.number - first.number,
    type: entry.type,
    nameSize: entry.name.length - 1,
  });
