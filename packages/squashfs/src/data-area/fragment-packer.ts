/** Tail ends of files, put together to fragments of up to a block. */

import { assert } from "@deftools/trouble";
import type { BlockPipeline } from "./block-pipeline.ts";
import type { BlockPool } from "./block-pool.ts";

export interface PackedFragment {
  /** From the start of the pipeline. */
  readonly start: number;
  readonly sizeWord: number;
  readonly uncompressed: number;
}

export interface FragmentPlace {
  readonly index: number;
  readonly offset: number;
}

export interface FragmentPacker {
  /** Whether the present fragment has room for a tail of this length. */
  hasRoom(length: number): boolean;
  /** Takes a copy of a tail there is room for. The fragment's own numbers are final once packer and pipeline are finished. */
  put(tail: Uint8Array): FragmentPlace;
  /** Ends the present fragment, so that there is room for any tail. */
  flush(): Promise<void>;
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

  const hasRoom = (length: number): boolean => used + length <= blocks.blockSize;
  const put = (tail: Uint8Array): FragmentPlace => {
    assert(hasRoom(tail.length), "a tail end goes to a fragment that has room for it");
    block ??= blocks.take();
    block.set(tail, used);
    const offset = used;
    used += tail.length;
    return { index, offset };
  };
  return {
    hasRoom,
    put,
    flush,
    finish: async () => {
      await flush();
      await pipeline.finish();
      return fragments;
    },
  };
};
