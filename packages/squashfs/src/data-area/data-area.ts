/** Writes a data area: file contents as compressed blocks and fragments, each content once. */

import { createHash } from "node:crypto";
import type { ByteSink, ByteStream } from "@deftools/bytes";
import { assert } from "@deftools/trouble";
import type { Compressor } from "../compression/compressor.ts";
import type { DataAreaIndex, StoredFile } from "../data.ts";
import { defaultBlockSize, isBlockSize } from "../format/limits.ts";
import { createBlockPipeline } from "./block-pipeline.ts";
import { createBlockPool } from "./block-pool.ts";
import { createFragmentPacker } from "./fragment-packer.ts";

/** A data area that is being written: any number of `add`, one at a time, then one `finish`. */
export interface DataAreaWriter {
  /**
   * Takes a file's content; same content, same StoredFile. Its size and hash are final, its places only after `finish`. Settles when
   * the next file may come, while blocks of this one are still being compressed. A stream that fails leaves the area usable.
   * @throws Failure "squashfs/compression-failed", and what the stream and the sink throw
   */
  add(content: ByteStream): Promise<StoredFile>;
  finish(): Promise<DataAreaIndex>;
}

export interface DataAreaOptions {
  readonly compressor: Compressor;
  /** A power of two, 4 KiB to 1 MiB; default 128 KiB. */
  readonly blockSize?: number;
  /** Blocks in memory at once; default: three for each the compressor works on. */
  readonly inFlight?: number;
}

/** Starts a data area at the sink's present position. Same contents in the same order give the same bytes, whatever the parallelism. */
export const createDataArea = (sink: ByteSink, options: DataAreaOptions): DataAreaWriter => {
  const { compressor, blockSize = defaultBlockSize, inFlight = 3 * compressor.parallelism } = options;
  assert(isBlockSize(blockSize), "the block size is a power of two from 4 KiB to 1 MiB");
  const pool = createBlockPool(blockSize);
  const pipeline = createBlockPipeline(sink, { compressor, inFlight: Math.max(1, inFlight) });
  const fragments = createFragmentPacker(pipeline, pool);
  const zeros = Buffer.alloc(blockSize);
  const known = new Map<string, StoredFile>();
  let adding = false;

  const putBlock = async (file: Draft, block: Uint8Array): Promise<void> => {
    const number = file.blocks.length;
    file.blocks.push(0);
    if (zeros.equals(block)) {
      file.sparse += blockSize;
      pool.give(block);
      return;
    }
    const isFirst = file.sparse === number * blockSize;
    await pipeline.append(block, (start, word) => {
      if (isFirst) file.start = start;
      file.blocks[number] = word;
      pool.give(block);
    });
  };

  const read = async (content: ByteStream): Promise<StoredFile> => {
    const file: Draft = { size: 0, sparse: 0, start: 0, blocks: [], hash: "" };
    const hash = createHash("sha256");
    /** Full blocks that wait for the hash: a file of this length that is there already is not written again. */
    let held: Uint8Array[] = [];
    let block = pool.take();
    let used = 0;
    try {
      for await (const part of content) {
        hash.update(part);
        file.size += part.length;
        for (let done = 0; done < part.length; ) {
          const piece = part.subarray(done, done + blockSize - used);
          block.set(piece, used);
          used += piece.length;
          done += piece.length;
          if (used < blockSize) continue;
          held.push(block);
          block = pool.take();
          used = 0;
          if (held.length < heldBlocks && file.blocks.length === 0) continue;
          for (const full of held.splice(0)) await putBlock(file, full);
        }
      }
      file.hash = hash.digest("hex");
      const same = known.get(file.hash);
      if (same !== undefined) return same;
      for (const full of held.splice(0)) await putBlock(file, full);
      if (0 < used) file.fragment = await fragments.add(block.subarray(0, used));
      known.set(file.hash, file);
      return file;
    } finally {
      for (const full of held) pool.give(full);
      held = [];
      pool.give(block);
    }
  };

  return {
    add: async (content) => {
      assert(!adding, "files are added to a data area one after the other");
      adding = true;
      try {
        return await read(content);
      } finally {
        adding = false;
      }
    },
    finish: async () => {
      const packed = await fragments.finish();
      return {
        length: await pipeline.finish(),
        blockSize,
        compressor: compressor.name,
        fragments: packed,
      };
    },
  };
};

/** With blocks of 128 KiB: files below 1 MiB. Longer ones are compressed while they are read; a duplicate is then left out of images. */
const heldBlocks = 8;

/** A StoredFile whose places become known while its blocks are written. */
interface Draft {
  size: number;
  sparse: number;
  start: number;
  readonly blocks: number[];
  fragment?: { readonly index: number; readonly offset: number };
  hash: string;
}
