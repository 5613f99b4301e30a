/**
 * A pack as one file, so that one rename commits it:
 *
 *     0             area.length                                size − 64
 *     ├ data area ──┼ index: of the area ┼ index: records ─────┼ trailer ┤
 *
 * The trailer proves that the file is whole and its index unharmed; the index has the checksums of the data area:
 *
 *     offset  size  field
 *          0     8  magic "DEFPACK2"; the digit is the format's version
 *          8     8  length of the data area, little endian
 *         16     8  length of the index of the area
 *         24     8  length of the records
 *         32    32  SHA-256 of the index
 */

import { createHash } from "node:crypto";
import type { FileSource } from "@deftools/bytes";
import type { Pack } from "./pack.ts";
import type { PackOutput } from "./pack-folder.ts";
import { decodeArea, encodeArea, encodeRecords, type PackIndex } from "./pack-index.ts";
import { checkedSource } from "./page-checks.ts";
import { readRecords } from "./record-bytes.ts";

const MAGIC = "DEFPACK2";
const TRAILER = { size: 64, area: 8, index: 16, records: 24, hash: 32 } as const;

/** Ends a pack file whose data area is written already, from byte 0 on. */
export const finishPackFile = async (file: PackOutput, { area, records }: PackIndex): Promise<void> => {
  const hash = createHash("sha256");
  let end = area.length;
  const append = async (parts: readonly Uint8Array[]): Promise<number> => {
    const start = end;
    for (const part of parts) {
      hash.update(part);
      await file.writeAt(end, part);
      end += part.length;
    }
    return end - start;
  };
  // before anything else is written, which is in no page
  const sums = file.pageSums();
  const lengths = [area.length, await append(encodeArea(area, sums)), await append(encodeRecords(records))];
  const trailer = Buffer.alloc(TRAILER.size);
  trailer.write(MAGIC, "latin1");
  for (const [index, length] of lengths.entries())
    trailer.writeBigUInt64LE(BigInt(length), TRAILER.area + 8 * index);
  hash.digest().copy(trailer, TRAILER.hash);
  await file.writeAt(end, trailer);
};

/** The pack in a file; undefined when the file is not whole or was damaged. The file stays the caller's then. */
export const readPackFile = async (file: FileSource): Promise<Pack | undefined> => {
  if (file.size < TRAILER.size) return undefined;
  const trailer = Buffer.from(await file.read(file.size - TRAILER.size, TRAILER.size));
  if (trailer.toString("latin1", 0, MAGIC.length) !== MAGIC) return undefined;
  const length = Number(trailer.readBigUInt64LE(TRAILER.area));
  const indexLength = Number(trailer.readBigUInt64LE(TRAILER.index));
  const recordsLength = Number(trailer.readBigUInt64LE(TRAILER.records));
  if (length + indexLength + recordsLength + TRAILER.size !== file.size) return undefined;
  // in memory of their own: the records are let go long before the other
  const index = await readAlone(file, length, indexLength);
  const records = await readAlone(file, length + indexLength, recordsLength);
  const hash = createHash("sha256").update(index).update(records).digest();
  if (!hash.equals(trailer.subarray(TRAILER.hash))) return undefined;
  const { area, sums } = decodeArea(index, length);
  const bytes = checkedSource(file, { length, sums, name: file.path });
  return {
    area: { index: area, bytes },
    records: readRecords(records, area.files),
    close: () => file.close(),
  };
};

const readAlone = async (file: FileSource, offset: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafeSlow(length);
  await file.readInto(offset, bytes);
  return bytes;
};
