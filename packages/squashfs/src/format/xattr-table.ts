/**
 * Extended attributes: sets of names and values in metadata blocks, and a table that numbers the sets.
 *
 *     [sets, in metadata blocks][rows of the sets, in metadata blocks][head][places of the rows' blocks]
 *                                                                     ^ superblock
 */

import type { Xattr } from "@deftools/rootfs";
import { Failure } from "@deftools/trouble";
import type { Compressor } from "../compression/compressor.ts";
import { longestXattrName, longestXattrValue, none32 } from "./limits.ts";
import { encodeLookupTable } from "./lookup-table.ts";
import { createMetadataWriter, referenceTo } from "./metadata-writer.ts";
import { record } from "./record.ts";

/** The namespaces SquashFS has, by number. */
export const namespaces = ["user.", "trusted.", "security."] as const;

/** In the type of a name: its value is elsewhere, an 8-byte reference stands in its place. */
export const valueElsewhere = 0x0100;

/** Followed by the name without its namespace. */
export const xattrName = record({ type: "u16", size: "u16" });

/** Followed by the value. */
export const xattrValue = record({ size: "u32" });

/** One set: where it is, how many attributes, how many bytes before compression. */
export const xattrRow = record({ reference: "u64", count: "u32", size: "u32" });

export const xattrHead = record({ start: "u64", sets: "u32", unused: "u32" });

/** Collects the sets of an image, equal ones once. */
export interface XattrTableBuilder {
  /**
   * The number an inode names its attributes by; 0xffffffff for none.
   * @throws Failure "squashfs/bad-xattr" for one that is longer than Linux takes
   */
  indexOf(xattrs: readonly Xattr[]): number;
  /** How many attributes were left out, by name: namespaces SquashFS does not have, such as POSIX ACLs. */
  readonly dropped: ReadonlyMap<string, number>;
  /** Undefined when no file had any. @param start where the table will be in the image */
  encode(start: number): { readonly bytes: Uint8Array; readonly index: number } | undefined;
}

export const createXattrTable = (compressor: Compressor): XattrTableBuilder => {
  const sets = createMetadataWriter(compressor);
  const rows: Uint8Array[] = [];
  const indexes = new Map<string, number>();
  const dropped = new Map<string, number>();

  return {
    dropped,
    indexOf: (xattrs) => {
      if (xattrs.length === 0) return none32;
      const parts: Uint8Array[] = [];
      for (const xattr of xattrs) {
        const part = encodeXattr(xattr);
        if (part === undefined) dropped.set(xattr.name, (dropped.get(xattr.name) ?? 0) + 1);
        else parts.push(part);
      }
      if (parts.length === 0) return none32;
      const bytes = Buffer.concat(parts);
      const key = bytes.toString("latin1");
      const known = indexes.get(key);
      if (known !== undefined) return known;
      rows.push(
        xattrRow.encode({
          reference: referenceTo(sets.position()),
          count: parts.length,
          size: bytes.length,
        }),
      );
      sets.write(bytes);
      indexes.set(key, rows.length - 1);
      return rows.length - 1;
    },
    encode: (start) => {
      if (rows.length === 0) return undefined;
      const lower = Buffer.concat(sets.finish());
      const upper = encodeLookupTable(rows, { start: start + lower.length, compressor });
      const head = xattrHead.encode({ start, sets: rows.length, unused: 0 });
      const rowBlocks = upper.bytes.subarray(0, upper.index);
      return {
        bytes: Buffer.concat([lower, rowBlocks, head, upper.bytes.subarray(upper.index)]),
        index: lower.length + rowBlocks.length,
      };
    },
  };
};

/** Undefined for a namespace SquashFS does not have. */
const encodeXattr = ({ name, value }: Xattr): Uint8Array | undefined => {
  const namespace = namespaces.findIndex((prefix) => name.startsWith(prefix) && prefix.length < name.length);
  if (namespace < 0) return undefined;
  const rest = Buffer.from(name.slice(namespaces[namespace]!.length), "latin1");
  if (longestXattrName < name.length || longestXattrValue < value.length)
    throw new Failure(
      "squashfs/bad-xattr",
      `an extended attribute with a name of ${name.length} and a value of ${value.length} bytes is longer than Linux takes`,
    );
  return Buffer.concat([
    xattrName.encode({ type: namespace, size: rest.length }),
    rest,
    xattrValue.encode({ size: value.length }),
    value,
  ]);
};
