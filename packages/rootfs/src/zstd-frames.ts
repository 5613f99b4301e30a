/**
 * Cuts zstd data where its frames end. Node's decoder stops in silence at the end of a frame when more bytes stand in the same write,
 * and goes on with the next frame when a write ends there. Layers of many frames are common (zstd:chunked, pzstd).
 * Source: RFC 8878, section 3.1.
 *
 *     magic 4 │ descriptor 1 │ window 0–1 │ dictionary 0–4 │ content size 0–8 │ blocks … │ checksum 0–4
 */

import type { ByteStream } from "@deftools/bytes";
import { openByteReader } from "./byte-reader.ts";

/** The first bytes of a frame, as a little-endian number. */
const MAGIC = 0xfd2fb528;
/** Frames of these 16 numbers hold no data: 0x184D2A50 to 0x184D2A5F. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
/** RFC 8878 section 3.1.1.2.4: no block is larger. */
const MOST_BLOCK_BYTES = 128 * 1024;
/** Sizes of optional fields by two bits of the frame header descriptor. */
const DICTIONARY_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const RLE_BLOCK = 1;
/** Writes to the decoder are joined up to this size. */
const WRITE_BYTES = 64 * 1024;

/** The same bytes, in chunks of which each ends at the end of a frame, or before. What is no zstd goes through for the decoder to refuse. */
export async function* cutAtFrames(stream: ByteStream): AsyncGenerator<Uint8Array> {
  const reader = openByteReader(stream);
  try {
    for (;;) {
      const parts: Uint8Array[] = [];
      let size = 0;
      const take = async (length: number): Promise<Buffer> => {
        const part = await reader.read(length);
        parts.push(part);
        size += part.length;
        return Buffer.from(part.buffer, part.byteOffset, part.length);
      };
      const flush = function* (atLeast: number): Generator<Uint8Array> {
        if (size < atLeast) return;
        yield Buffer.concat(parts.splice(0));
        size = 0;
      };

      const magic = await take(MAGIC_BYTES);
      if (magic.length === 0) return;
      const kind = magic.length < MAGIC_BYTES ? undefined : magic.readUInt32LE();
      if (kind === MAGIC) {
        const { hasChecksum, rest } = frameHeader((await take(1))[0] ?? 0);
        await take(rest);
        for (let isLast = false; !isLast; ) {
          const header = await take(BLOCK_HEADER_BYTES);
          if (header.length < BLOCK_HEADER_BYTES) break;
          const block = blockHeader(header.readUIntLE(0, BLOCK_HEADER_BYTES));
          if (MOST_BLOCK_BYTES < block.size) break;
          await take(block.size);
          isLast = block.isLast;
          if (!isLast) yield* flush(WRITE_BYTES);
        }
        if (hasChecksum) await take(CHECKSUM_BYTES);
      } else if (kind !== undefined && (kind & ~0xf) >>> 0 === SKIPPABLE_MAGIC) {
        const length = await take(MAGIC_BYTES);
        for (let left = length.length < MAGIC_BYTES ? 0 : length.readUInt32LE(); 0 < left; ) {
          const part = await take(Math.min(left, WRITE_BYTES));
          if (part.length === 0) break;
          left -= part.length;
          if (0 < left) yield* flush(WRITE_BYTES);
        }
      }
      yield* flush(1);
    }
  } finally {
    await reader.close();
  }
}

const frameHeader = (descriptor: number): { readonly hasChecksum: boolean; readonly rest: number } => {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentSize = CONTENT_SIZE_BYTES[descriptor >> 6]!;
  const dictionary = DICTIONARY_BYTES[descriptor & 0x03]!;
  const ofOne = isSingleSegment && contentSize === 0 ? 1 : 0;
  const window = isSingleSegment ? 0 : 1;
  return { hasChecksum: (descriptor & 0x04) !== 0, rest: window + dictionary + contentSize + ofOne };
};

const blockHeader = (header: number): { readonly isLast: boolean; readonly size: number } => {
  const type = (header >> 1) & 0x03;
  return { isLast: (header & 1) !== 0, size: type === RLE_BLOCK ? 1 : header >> 3 };
};
