/** Reads whole tables of metadata. Decoded they are one run of bytes, because every block but the last has 8192 of them. */

import type { ByteSource } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import type { Decompressor } from "../compression/decompressor.ts";
import { damaged } from "./damage.ts";
import { metadataSize } from "./limits.ts";
import { headerSize, uncompressedBit } from "./metadata-writer.ts";
import type { RecordLayout } from "./record.ts";

/** Decoded metadata. Every way to take bytes from it throws Failure "squashfs/damaged" beyond its end. */
export interface MetadataTable {
  readonly length: number;
  /** Where a reference (block × 65536 + offset) points to in the decoded bytes. */
  placeOf(reference: number): number;
  /** A view, not a copy. */
  take(at: number, length: number): Uint8Array;
  /** One record. */
  decode<Name extends string>(layout: RecordLayout<Name>, at: number): Readonly<Record<Name, number>>;
}

export interface MetadataSource {
  readonly source: ByteSource;
  readonly decompressor: Decompressor;
  /** What the bytes are, for messages: "inode table". */
  readonly name: string;
}

/** Everything from `start` to `end`. @throws Failure "squashfs/damaged", "squashfs/too-large" */
export const readMetadataTable = async (
  from: MetadataSource,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<MetadataTable> => {
  const parts: Uint8Array[] = [];
  const indexes = new Map<number, number>();
  for (let at = start; at < end; ) {
    if (largestTable / metadataSize <= parts.length) throw tooLarge(from.name);
    if (0 < parts.length && parts.at(-1)!.length !== metadataSize)
      throw damaged(from.name, `the block before byte ${at} is too short`);
    const block = await readMetadataBlock(from, { at, end });
    indexes.set(at - start, parts.length);
    parts.push(block.bytes);
    at += block.stored;
  }
  return tableOf(Buffer.concat(parts), indexes, from.name);
};

/** A table of decoded bytes. @param indexes the number of the block that starts at each place on disk */
export const tableOf = (
  bytes: Uint8Array,
  indexes: ReadonlyMap<number, number>,
  name: string,
): MetadataTable => {
  const check = (at: number, length: number): void => {
    if (bytes.length < at + length)
      throw damaged(name, `${length} bytes are expected at ${at}, it has only ${bytes.length}`);
  };
  return {
    length: bytes.length,
    placeOf: (reference) => {
      const index = indexes.get(Math.floor(reference / 65_536));
      if (index === undefined || metadataSize <= reference % 65_536)
        throw damaged(name, `nothing is at the place ${reference}`);
      return index * metadataSize + (reference % 65_536);
    },
    take: (at, length) => {
      check(at, length);
      return bytes.subarray(at, at + length);
    },
    decode: (layout, at) => {
      check(at, layout.size);
      return layout.decode(bytes, at);
    },
  };
};

/** One block; what it is long on disk with its header. */
export const readMetadataBlock = async (
  { source, decompressor, name }: MetadataSource,
  { at, end }: { readonly at: number; readonly end: number },
): Promise<{ readonly bytes: Uint8Array; readonly stored: number }> => {
  const available = Math.min(end, source.size) - at;
  if (available <= headerSize) throw damaged(name, `no block is at byte ${at}`);
  const raw = await source.read(at, Math.min(available, headerSize + metadataSize));
  const header = raw[0]! | (raw[1]! << 8);
  const length = header & (uncompressedBit - 1);
  if (length === 0 || raw.length < headerSize + length)
    throw damaged(name, `the block at byte ${at} claims ${length} bytes`);
  const stored = raw.subarray(headerSize, headerSize + length);
  const bytes = (header & uncompressedBit) === 0 ? decompressor.decompressNow(stored, metadataSize) : stored;
  return { bytes, stored: headerSize + length };
};

/** Decoded bytes: some ten million inodes. More would only be there to fill our memory. */
export const largestTable = 1 << 29;

export const tooLarge = (name: string): Failure =>
  new Failure("squashfs/too-large", `the ${name} of the image has more than ${largestTable} bytes`);
