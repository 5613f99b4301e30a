/** Reads extended attributes; see `xattr-table.ts` for their picture. */

import type { ByteSource } from "@deftools/bytes";
import type { Xattr } from "@deftools/rootfs";
import type { Decompressor } from "../compression/decompressor.ts";
import { damaged } from "./damage.ts";
import { none32 } from "./limits.ts";
import { readLookupTable } from "./lookup-reader.ts";
import { type MetadataTable, readMetadataTable } from "./metadata-reader.ts";
import { record } from "./record.ts";
import { namespaces, valueElsewhere, xattrHead, xattrName, xattrRow, xattrValue } from "./xattr-table.ts";

/** The set an inode names, sorted by name; equal numbers give the same array. @throws Failure "squashfs/damaged" */
export type XattrLookup = (index: number) => readonly Xattr[];

/** @param at the place the superblock names; undefined when the image has no attributes */
export const readXattrs = async (
  source: ByteSource,
  decompressor: Decompressor,
  at: number | undefined,
): Promise<XattrLookup> => {
  if (at === undefined)
    return (index) => {
      if (index !== none32) throw damaged("xattr table", "a file has attributes, the image has none");
      return [];
    };
  const from = { source, decompressor, name: "xattr table" };
  if (source.size < at + xattrHead.size) throw damaged(from.name, "its head is missing");
  const head = xattrHead.decode(await source.read(at, xattrHead.size));
  const { rows, start } = await readLookupTable(from, {
    at: at + xattrHead.size,
    rows: head.sets,
    rowSize: xattrRow.size,
  });
  const sets = await readMetadataTable(from, { start: head.start, end: start ?? head.start });
  const known = new Map<number, readonly Xattr[]>();
  let unread = sets.length;

  return (index) => {
    if (index === none32) return [];
    const before = known.get(index);
    if (before !== undefined) return before;
    const row = rows.decode(xattrRow, index * xattrRow.size);
    const { xattrs, length } = readSet(sets, sets.placeOf(row.reference), row.count);
    // Sets do not overlap in an honest image; in another one they could be far more than its bytes.
    unread -= length;
    if (unread < 0) throw damaged(from.name, "its sets overlap");
    known.set(index, xattrs);
    return xattrs;
  };
};

const readSet = (
  sets: MetadataTable,
  start: number,
  count: number,
): { readonly xattrs: readonly Xattr[]; readonly length: number } => {
  const xattrs: Xattr[] = [];
  let at = start;
  for (let number = 0; number < count; number++) {
    const head = sets.decode(xattrName, at);
    at += xattrName.size;
    const namespace = namespaces[head.type & ~valueElsewhere];
    if (namespace === undefined) throw damaged("xattr table", `no namespace has the number ${head.type}`);
    const name = namespace + Buffer.from(sets.take(at, head.size)).toString("latin1");
    at += head.size;
    const { size } = sets.decode(xattrValue, at);
    at += xattrValue.size;
    const inPlace = sets.take(at, size);
    at += size;
    const isElsewhere = (head.type & valueElsewhere) !== 0;
    xattrs.push({ name, value: isElsewhere ? valueAt(sets, inPlace) : inPlace });
  }
  xattrs.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { xattrs, length: at - start };
};

const valueAt = (sets: MetadataTable, bytes: Uint8Array): Uint8Array => {
  if (bytes.length !== reference.size) throw damaged("xattr table", "a reference to a value is too short");
  const at = sets.placeOf(reference.decode(bytes).to);
  return sets.take(at + xattrValue.size, sets.decode(xattrValue, at).size);
};

const reference = record({ to: "u64" });
