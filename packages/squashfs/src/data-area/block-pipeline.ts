/** Blocks compressed many at a time and appended in the order they came, so that the bytes do not depend on the parallelism. */

import type { ByteSink } from "@deftools/bytes";
import type { Compressor } from "../compression/compressor.ts";
import { sizeWord } from "../format/size-word.ts";

export interface BlockPipeline {
  /**
   * Settles when there is room for one more block, long before this one is written.
   * @param placed is told where the block came to be, from the pipeline's start; from then on the block may be reused
   */
  append(block: Uint8Array, placed: (start: number, sizeWord: number) => void): Promise<void>;
  /** Waits for everything that is under way; how many bytes were appended. */
  finish(): Promise<number>;
}

/** @param inFlight blocks that are held at once: with the compressor's jobs the bound of its memory */
export const createBlockPipeline = (
  sink: ByteSink,
  { compressor, inFlight }: { readonly compressor: Compressor; readonly inFlight: number },
): BlockPipeline => {
  const base = sink.position;
  const underWay: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();

  return {
    append: async (block, placed) => {
      while (inFlight <= underWay.length) await underWay.shift();
      const write = async (before: Promise<void>, compression: Promise<Uint8Array | undefined>) => {
        const [output] = await Promise.all([compression, before]);
        const stored = output ?? block;
        const start = sink.position - base;
        await sink.write(stored);
        placed(start, sizeWord(stored.length, { compressed: output !== undefined }));
      };
      last = write(last, compressor.compress(block));
      // A failure is told by the next append or by finish; until then it must not count as unhandled.
      last.catch(() => {});
      underWay.push(last);
    },
    finish: async () => {
      await last;
      return sink.position - base;
    },
  };
};
