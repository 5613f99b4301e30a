/**
 * The codec SquashFS calls gzip (it is zlib's format), made by libdeflate in worker threads.
 *
 * libdeflate is WebAssembly: the same bytes on every machine and every Node, which zlib does not promise. Level 5 is the default:
 * on a Debian tree it is 1.7 % smaller than zlib's level 9 at 5 to 7 times its speed (level 4: as small, 10 % faster than 5;
 * level 6: 0.5 % smaller, 12 % slower). Where WebAssembly is not to be had, Node's zlib does the work, in libuv's threads.
 */

import { constants, deflate, deflateSync } from "node:zlib";
import { zlib } from "libdeflate";
import type { Compressor, CompressorSettings } from "./compressor.ts";
import { createDeflatePool } from "./deflate-pool.ts";
import { shrunk } from "./shrunk.ts";

/** A gzip compressor: libdeflate if it loads, else Node's zlib. */
export const createGzipCompressor = (settings: CompressorSettings): Compressor =>
  libdeflateLoads() ? onLibdeflate(settings) : createZlibCompressor(settings);

const onLibdeflate = (settings: CompressorSettings): Compressor => {
  const pool = createDeflatePool(settings.level, settings.parallelism);
  return {
    ...settings,
    name: "gzip",
    compress: pool.compress,
    compressNow: (block) => shrunk(block, zlib(block, settings.level)),
    close: pool.close,
  };
};

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
