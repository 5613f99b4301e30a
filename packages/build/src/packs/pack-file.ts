/**
 * A pack as one file, so that one rename commits it:
 *
 *     0             area.length        size − 64
 *     ├ data area ──┼ index (JSON) ────┼ trailer ┤
 *
 * The trailer proves that the file is whole and its index unharmed:
 *
 *     offset  size  field
 *          0     8  magic "DEFPACK1"; the digit is the format's version
 *          8     8  length of the data area, little endian
 *         16     8  length of the index, little endian
 *         24    32  SHA-256 of the index
 *         56     8  zero
 */

import { createHash } from "node:crypto";
import type { FileSource, RandomAccessSink } from "@deftools/bytes";
import type { Pack } from "./pack.ts";
import { decodePackIndex, encodePackIndex, type PackIndex } from "./pack-index.ts";

const MAGIC = "DEFPACK1";
const TRAILER = { size: 64, area: 8, index: 16, hash: 24 } as const;

/** Ends a pack file whose data area is written already, from byte 0 on. */
export const finishPackFile = async (file: RandomAccessSink, content: PackIndex): Promise<void> => {
  const index = encodePackIndex(content);
  const trailer = Buffer.alloc(TRAILER.size);
  trailer.write(MAGIC, "latin1");
  trailer.writeBigUInt64LE(BigInt(content.area.length), TRAILER.area);
  trailer.writeBigUInt64LE(BigInt(index.length), TRAILER.index);
  createHash("sha256").update(index).digest().copy(trailer, TRAILER.hash);
  await file.writeAt(content.area.length, index);
  await file.writeAt(content.area.length + index.length, trailer);
};

/** The pack in a file; undefined when the file is not whole or was damaged. The file stays the caller's then. */
export const readPackFile = async (file: FileSource): Promise<Pack | undefined> => {
  if (file.size < TRAILER.size) return undefined;
  const trailer = Buffer.from(await file.read(file.size - TRAILER.size, TRAILER.size));
  if (trailer.toString("latin1", 0, MAGIC.length) !== MAGIC) return undefined;
  const area = Number(trailer.readBigUInt64LE(TRAILER.area));
  const length = Number(trailer.readBigUInt64LE(TRAILER.index));
  if (area + length + TRAILER.size !== file.size) return undefined;
  const index = await file.read(area, length);
  const hash = createHash("sha256").update(index).digest();
  if (!hash.equals(trailer.subarray(TRAILER.hash, TRAILER.hash + hash.length))) return undefined;
  const content = decodePackIndex(index);
  return { area: { index: content.area, bytes: file }, records: content.records, close: () => file.close() };
};
