/** Tail ends of files, put together to fragments of up to a block. */

import type { BlockPipeline } from "./block-pipeline.ts";
import type { BlockPool } from "./block-pool.ts";

export interface PackedFragment {
  /** From the start of the pipeline. */
  readonly start: number;
  readonly sizeWord: number;
  readonly uncompressed: number;
}

export interface FragmentPacker {
  /** Takes a copy of the tail. The fragment's own numbers are final once the packer and the pipeline are finished. */
  add(tail: Uint8Array): Promise<{ readonly index: number; readonly offset: number }>;
  finish(): Promise<readonly PackedFragment[]>;
}

export const createFragmentPacker = (pipeline: BlockPipeline, blocks: BlockPool): FragmentPacker => {
  const fragments: PackedFragment[] = [];
  let block: Uint8Array | undefined;
  let used = 0;
  let index = 0;

  const flush = async (): Promise<void> => {
    if (block === undefined) return;
    const full = block;
    const at = index;
    const uncompressed = used;
    block = undefined;
    used = 0;
    index += 1;
    await pipeline.append(full.subarray(0, uncompressed), (start, sizeWord) => {
      fragments[at] = { start, sizeWord, uncompressed };
      blocks.give(full);
    });
  };

  return {
    add: async (tail) => {
      if (blocks.blockSize < used + tail.length) await flush();
      block ??= blocks.take();
      block.set(tail, used);
      const offset = used;
      used += tail.length;
      return { index, offset };
    },
    finish: async () => {
      await flush();
      await pipeline.finish();
      return fragments;
    },
  };
};
