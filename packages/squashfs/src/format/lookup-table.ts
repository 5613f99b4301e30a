/**
 * The two-storey tables of SquashFS (fragments, export, ids, xattr ids): rows in metadata blocks, then 64-bit places of the blocks.
 * The superblock points to the second storey.
 *
 *     [block 0][block 1]…[block n] [place of 0: u64]…[place of n: u64]
 *                                  ^ superblock
 */

import type { Compressor } from "../compression/compressor.ts";
import { metadataSize } from "./limits.ts";
import { createMetadataWriter } from "./metadata-writer.ts";
import { record } from "./record.ts";

export interface EncodedLookupTable {
  /** Both storeys. */
  readonly bytes: Uint8Array;
  /** Where the second storey starts in `bytes`. */
  readonly index: number;
}

/** @param rows each of the same size @param start where the table will be in the image */
export const encodeLookupTable = (
  rows: Iterable<Uint8Array>,
  { start, compressor }: { readonly start: number; readonly compressor: Compressor },
): EncodedLookupTable => {
  const metadata = createMetadataWriter(compressor);
  for (const row of rows) metadata.write(row);
  const last = metadata.position();
  const blocks = last.index + (0 < last.offset ? 1 : 0);
  const lower = Buffer.concat(metadata.finish());
  const upper = Array.from({ length: blocks }, (_, index) =>
    place.encode({ at: start + metadata.blockStart(index) }),
  );
  return { bytes: Buffer.concat([lower, ...upper]), index: lower.length };
};

/** How many blocks, so how many places, rows of this size need. */
export const blocksFor = (rows: number, rowSize: number): number =>
  Math.ceil((rows * rowSize) / metadataSize);

export const place = record({ at: "u64" });
