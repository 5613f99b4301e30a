/** What compresses the blocks of an image: one interface, a row per codec. */

import { availableParallelism } from "node:os";
import { Failure } from "@deftools/trouble";
import { type CodecName, codecs } from "./codec.ts";
import { createGzipCompressor } from "./gzip.ts";
import { createZstdCompressor } from "./zstd.ts";

/** Compresses blocks, many at a time. Close it when done. */
export interface Compressor {
  readonly name: CompressorName;
  /** The number the superblock knows the codec by. */
  readonly id: number;
  readonly level: number;
  /** How many blocks it works on at once; give it a few more to keep it busy. */
  readonly parallelism: number;
  /**
   * The compressed block; undefined when it did not shrink and is to be stored as it is. The block must not change before this
   * settles. One on shared memory reaches a worker without a copy, and its memory may come back with the result in it.
   * @throws Failure "squashfs/compression-failed" when a worker was lost
   */
  compress(block: Uint8Array): Promise<Uint8Array | undefined>;
  /** The same at once, in this thread: for the small blocks of tables, where going to a worker costs more than the work. */
  compressNow(block: Uint8Array): Uint8Array | undefined;
  /** Ends the workers; what is still under way fails. */
  close(): Promise<void>;
}

export type CompressorName = Extract<CodecName, "gzip" | "zstd">;

export interface CompressorOptions {
  readonly name: CompressorName;
  /** gzip: 1–12, default 5 (see `gzip.ts`); zstd: 1–22, default 3. */
  readonly level?: number;
  /** How many blocks at once; default: the processors of this machine. */
  readonly workers?: number;
}

/** Starts a compressor. @throws Failure "squashfs/bad-level" for a level the codec does not have */
export const createCompressor = (options: CompressorOptions): Compressor => {
  const { name, workers = availableParallelism() } = options;
  const { defaultLevel, lastLevel } = levels[name];
  const level = options.level ?? defaultLevel;
  if (!Number.isInteger(level) || level < 1 || lastLevel < level)
    throw new Failure("squashfs/bad-level", `${name} has no compression level ${level}`, {
      hint: `choose a level from 1 to ${lastLevel}`,
    });
  const settings = { id: codecs[name], level, parallelism: Math.max(1, Math.floor(workers)) };
  return name === "gzip" ? createGzipCompressor(settings) : createZstdCompressor(settings);
};

/** What both codecs are made from. */
export interface CompressorSettings {
  readonly id: number;
  readonly level: number;
  readonly parallelism: number;
}

const levels = {
  gzip: { defaultLevel: 5, lastLevel: 12 },
  zstd: { defaultLevel: 3, lastLevel: 22 },
} as const;
