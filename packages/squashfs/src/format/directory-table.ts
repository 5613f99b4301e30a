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
export const encodeListing = (entries: readonly ListedEntry[]): EncodedListing => {
  const landmarks: { at: number; name: ByteString }[] = [];
  let most = 0;
  for (const { name } of entries) most += listingHeader.size + listingEntry.size + name.length;
  const bytes = Buffer.allocUnsafe(most);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let length = 0;
  let landmark = 0;
  /** Where the header of the group is, and what its entries are told against. */
  let header = 0;
  let first: ListedEntry | undefined;
  let count = 0;

  const closeGroup = (): void => {
    if (first === undefined) return;
    const { number } = first;
    listingHeader.encodeInto(view, header, { count: count - 1, inodeBlock: blockOf(first), number });
  };

  for (const entry of entries) {
    const size = listingEntry.size + entry.name.length;
    const isFar = metadataSize < length + size - landmark;
    if (first === undefined || isFar || !fits(entry, first, count)) {
      closeGroup();
      if (isFar && 0 < length) {
        landmark = length;
        landmarks.push({ at: length, name: entry.name });
      }
      header = length;
      length += listingHeader.size;
      first = entry;
      count = 0;
    }
    listingEntry.encodeInto(view, length, {
      inodeOffset: entry.reference % 65_536,
      numberDelta: entry.number - first.number,
      type: entry.type,
      nameSize: entry.name.length - 1,
    });
    bytes.write(entry.name, length + listingEntry.size, "latin1");
    length += size;
    count += 1;
  }
  closeGroup();
  return { bytes: bytes.subarray(0, length), landmarks };
};

const fits = (entry: ListedEntry, first: ListedEntry, count: number): boolean =>
  count < mostEntriesPerHeader &&
  blockOf(entry) === blockOf(first) &&
  Math.abs(entry.number - first.number) <= largestDelta;

const blockOf = ({ reference }: ListedEntry): number => Math.floor(reference / 65_536);

/** Of an inode number from its header's, in 16 bits with a sign. */
const largestDelta = 32_767;
