/**
 * The codec SquashFS calls gzip (it is zlib's format), made by libdeflate in worker threads.
 *
 * libdeflate is WebAssembly: the same bytes on every machine and every Node, which zlib does not promise. Level 5 is the default:
 * against zlib's level 9, which mksquashfs uses, it needs a sixth of the processor time, and images are as large within 0.3 %. Level
 * 4 saves another 5 % of the time for 2 % of size; level 6 costs 15 to 25 % and saves half a per cent; from 8 on it gets slow. Where
 * WebAssembly is not to be had, Node's zlib does the work, in libuv's threads.
 */

import { constants, deflate, deflateSync } from "node:zlib";
import { zlib } from "libdeflate";
import type { Compressor, CompressorSettings } from "./compressor.ts";
import { deflateBlock } from "./deflate-block.ts";
import { createDeflatePool } from "./deflate-pool.ts";
import { shrunk } from "./shrunk.ts";

/** A gzip compressor: libdeflate if it loads, else Node's zlib. */
export const createGzipCompressor = (settings: CompressorSettings): Compressor =>
  libdeflateLoads() ? onLibdeflate(settings) : createZlibCompressor(settings);

const onLibdeflate = (settings: CompressorSettings): Compressor => {
  const pool = createDeflatePool(settings.level, settings.parallelism);
  const compressNow = (block: Uint8Array): Uint8Array | undefined => deflateBlock(block, settings.level);
  let blocks = 0;
  return {
    ...settings,
    name: "gzip",
    compress: (block) => {
      blocks += 1;
      return blocks <= withoutThreads && !pool.isStarted()
        ? new Promise((resolve) => resolve(compressNow(block)))
        : pool.compress(block);
    },
    compressNow,
    close: pool.close,
  };
};

/** What a build with a full cache compresses is a few texts and fragments: less work than starting threads for it. */
const withoutThreads = 24;

/** The fall-back on Node's zlib, whose levels end at 9. */
export const createZlibCompressor = (settings: CompressorSettings): Compressor => {
  const level = Math.min(settings.level, constants.Z_BEST_COMPRESSION);
  return {
    ...settings,
    name: "gzip",
    compress: (block) =>
      new Promise((resolve, reject) =>
        deflate(block, { level }, (error, output) =>
          error ? reject(error) : resolve(shrunk(block, output)),
        ),
      ),
    compressNow: (block) => shrunk(block, deflateSync(block, { level })),
    close: async () => {},
  };
};

let loads: boolean | undefined;

/** The module is compiled at its first use; an engine without WebAssembly fails there. */
const libdeflateLoads = (): boolean => {
  if (loads !== undefined) return loads;
  try {
    loads = 0 < zlib(new Uint8Array(1), 1).length;
  } catch {
    loads = false;
  }
  return loads;
};
