/**
 * The index of a pack, in two parts: what is needed until the image is written, and the records, which are needed until the layer is
 * merged. Numbers are little endian.
 *
 *     offset  size  field
 *          0     8  files of the data area
 *          8     8  their size words
 *         16     8  fragments
 *         24     8  pages of the data area
 *         32     8  block size
 *         40    16  name of the codec, padded with NULs
 *         56        fragments: start (8), size word (4), bytes before compression (4)
 *                   CRC-32 of each page (4)
 *                   the file table
 */

import type { LayerRecord } from "@deftools/rootfs";
import { type DataAreaIndex, FileTable, type StoredFile } from "@deftools/squashfs";
import { createRecordWriter, type RecordWriter } from "./record-bytes.ts";

const HEAD = { files: 0, words: 8, fragments: 16, pages: 24, blockSize: 32, codec: 40, size: 56 } as const;
const CODEC_SIZE = 16;
const FRAGMENT = { start: 0, sizeWord: 8, uncompressed: 12, size: 16 } as const;
const SUM_SIZE = 4;

/** What a pack's index says: about its data area, and of the layer. */
export interface PackIndex {
  readonly area: DataAreaIndex;
  /** The records, or a writer that has them all. */
  readonly records: Iterable<LayerRecord<StoredFile>> | RecordWriter;
}

/** The bytes of the first part. The same index gives the same bytes. */
export const encodeArea = (area: DataAreaIndex, sums: readonly number[]): readonly Uint8Array[] => {
  const { files, fragments, blockSize, compressor } = area;
  const head = Buffer.alloc(HEAD.size);
  head.writeDoubleLE(files.count, HEAD.files);
  head.writeDoubleLE(files.words, HEAD.words);
  head.writeDoubleLE(fragments.length, HEAD.fragments);
  head.writeDoubleLE(sums.length, HEAD.pages);
  head.writeDoubleLE(blockSize, HEAD.blockSize);
  head.write(compressor, HEAD.codec, CODEC_SIZE, "latin1");
  const rows = Buffer.alloc(fragments.length * FRAGMENT.size);
  for (const [index, { start, sizeWord, uncompressed }] of fragments.entries()) {
    const at = index * FRAGMENT.size;
    rows.writeDoubleLE(start, at + FRAGMENT.start);
    rows.writeUInt32LE(sizeWord, at + FRAGMENT.sizeWord);
    rows.writeUInt32LE(uncompressed, at + FRAGMENT.uncompressed);
  }
  const checks = Buffer.alloc(sums.length * SUM_SIZE);
  for (const [index, sum] of sums.entries()) checks.writeUInt32LE(sum, index * SUM_SIZE);
  return [head, rows, checks, ...files.encode()];
};

/** From bytes whose hash was checked: they are what `encodeArea` of this format version made. */
export const decodeArea = (
  bytes: Buffer,
  length: number,
): { readonly area: DataAreaIndex; readonly sums: readonly number[] } => {
  const count = (at: number): number => bytes.readDoubleLE(at);
  const blockSize = count(HEAD.blockSize);
  const codec = bytes.toString("latin1", HEAD.codec, HEAD.codec + CODEC_SIZE);
  let at: number = HEAD.size;
  const fragments = Array.from({ length: count(HEAD.fragments) }, () => {
    const row = at;
    at += FRAGMENT.size;
    return {
      start: bytes.readDoubleLE(row + FRAGMENT.start),
      sizeWord: bytes.readUInt32LE(row + FRAGMENT.sizeWord),
      uncompressed: bytes.readUInt32LE(row + FRAGMENT.uncompressed),
    };
  });
  const sums = Array.from({ length: count(HEAD.pages) }, () => {
    at += SUM_SIZE;
    return bytes.readUInt32LE(at - SUM_SIZE);
  });
  const [files, words] = [count(HEAD.files), count(HEAD.words)];
  const table = FileTable.decode(bytes.subarray(at), { blockSize, count: files, words });
  const compressor = codec.replace(/\0+$/, "");
  return { area: { length, blockSize, compressor, files: table, fragments }, sums };
};

/** The bytes of the second part. */
export const encodeRecords = (records: PackIndex["records"]): readonly Uint8Array[] => {
  if ("add" in records) return records.bytes();
  const writer = createRecordWriter();
  for (const record of records) writer.add(record);
  return writer.bytes();
};
