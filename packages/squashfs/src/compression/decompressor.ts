/** What takes blocks apart again: a row per codec that Node decodes. */

import { promisify } from "node:util";
import { inflate, inflateSync, zstdDecompress, zstdDecompressSync } from "node:zlib";
import { Failure } from "@deftools/trouble";
import type { CodecName } from "./codec.ts";
import { decodeLz4Block } from "./lz4.ts";

/** Both give at most `limit` bytes. @throws Failure "squashfs/damaged" for bytes the codec did not write, or more than `limit` */
export interface Decompressor {
  decompress(block: Uint8Array, limit: number): Promise<Uint8Array>;
  /** The same at once, for the small blocks of tables. */
  decompressNow(block: Uint8Array, limit: number): Uint8Array;
}

/** @throws Failure "squashfs/unsupported-compressor" for xz, lzo and lzma, which nothing here decodes */
export const decompressorFor = (codec: CodecName): Decompressor => {
  const row = rows[codec];
  if (row === undefined)
    throw new Failure(
      "squashfs/unsupported-compressor",
      `the image is compressed with ${codec}, which cannot be read here`,
      {
        hint: `extract it with unsquashfs, or pack it again with gzip or zstd`,
      },
    );
  return {
    decompress: (block, limit) => row.decompress(block, limit).catch((error) => complain(codec, error)),
    decompressNow: (block, limit) => {
      try {
        return row.decompressNow(block, limit);
      } catch (error) {
        return complain(codec, error);
      }
    },
  };
};

const complain = (codec: CodecName, error: unknown): never => {
  throw new Failure(
    "squashfs/damaged",
    `a block of the image is damaged: ${codec} cannot read it (${error instanceof Error ? error.message : error})`,
    { cause: error },
  );
};

const inflateInThread = promisify(inflate);
const zstdInThread = promisify(zstdDecompress);

const rows: Partial<Record<CodecName, Decompressor>> = {
  gzip: {
    decompress: (block, limit) => inflateInThread(block, { maxOutputLength: limit }),
    decompressNow: (block, limit) => inflateSync(block, { maxOutputLength: limit }),
  },
  zstd: {
    decompress: (block, limit) => zstdInThread(block, { maxOutputLength: limit }),
    decompressNow: (block, limit) => zstdDecompressSync(block, { maxOutputLength: limit }),
  },
  lz4: {
    decompress: async (block, limit) => decodeLz4Block(block, limit),
    decompressNow: decodeLz4Block,
  },
};
