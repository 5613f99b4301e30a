/** zstd through Node's zlib, in libuv's threads. */

import { constants, zstdCompress, zstdCompressSync } from "node:zlib";
import type { Compressor, CompressorSettings } from "./compressor.ts";
import { shrunk } from "./shrunk.ts";

export const createZstdCompressor = (settings: CompressorSettings): Compressor => ({
  ...settings,
  name: "zstd",
  compress: (block) =>
    new Promise((resolve, reject) =>
      zstdCompress(block, optionsFor(block, settings.level), (error, output) =>
        error ? reject(error) : resolve(shrunk(block, output)),
      ),
    ),
  compressNow: (block) => shrunk(block, zstdCompressSync(block, optionsFor(block, settings.level))),
  close: async () => {},
});

/**
 * Without the size in advance a frame asks for a window of 2 MB and more; the kernel has memory for one block and answers EIO when
 * such a file is read, which no user-space reader notices.
 */
const optionsFor = (block: Uint8Array, level: number) => ({
  pledgedSrcSize: block.length,
  params: { [constants.ZSTD_c_compressionLevel]: level },
});
