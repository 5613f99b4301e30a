/**
 * Copies what is alive from data areas into an image. Compressed blocks move as they are, in the order of the areas, as long runs; a
 * fragment that also holds tail ends of files that are not in the image is packed anew: no byte of a deleted file may get through.
 */

import { type RandomAccessSink, sinkAt } from "@deftools/bytes";
import type { Compressor } from "../compression/compressor.ts";
import { decompressorFor } from "../compression/decompressor.ts";
import type { DataArea } from "../data.ts";
import { createBlockPipeline } from "../data-area/block-pipeline.ts";
import { createBlockPool } from "../data-area/block-pool.ts";
import { createFragmentPacker } from "../data-area/fragment-packer.ts";
import { isCompressed, lengthOf } from "../format/size-word.ts";
import { workAhead } from "../work-ahead.ts";
import { bytesOfBlocks, type LiveContent, tailLength } from "./live-content.ts";

export interface CopyPlan {
  readonly contents: ReadonlyMap<string, LiveContent>;
  readonly areas: readonly DataArea[];
  readonly compressor: Compressor;
  readonly blockSize: number;
}

/** A fragment as the image has it. */
export interface ImageFragment {
  start: number;
  readonly sizeWord: number;
}

/**
 * Gives every content its place in the image. Places are counted from `start` in the file; the first byte goes to `at`.
 * @returns the fragments, and where the data ends
 */
export const copyLiveData = async (
  file: RandomAccessSink,
  { start, at }: { readonly start: number; readonly at: number },
  plan: CopyPlan,
): Promise<{ readonly fragments: readonly ImageFragment[]; readonly end: number }> => {
  const fragments: ImageFragment[] = [];
  const { whole, mixed } = sortFragments(plan);
  const ranges: LiveRange[] = [];
  for (const content of plan.contents.values()) {
    const length = bytesOfBlocks(content.placed.file.blocks);
    if (length === 0) continue;
    const moved = (to: number): void => {
      content.start = to;
    };
    ranges.push({ area: content.placed.area, start: content.placed.file.start, length, moved });
  }
  for (const { area, row, tails } of whole) {
    const fragment = { start: 0, sizeWord: row.sizeWord };
    for (const tail of tails) tail.content.fragment = { index: fragments.length, offset: tail.offset };
    fragments.push(fragment);
    const moved = (to: number): void => {
      fragment.start = to;
    };
    ranges.push({ area, start: row.start, length: lengthOf(row.sizeWord), moved });
  }
  const { copies, end } = layOut(ranges, at);
  await move(copies, { file, start, areas: plan.areas });

  const pipeline = createBlockPipeline(sinkAt(file, start + end), {
    compressor: plan.compressor,
    inFlight: 2 * plan.compressor.parallelism,
  });
  const packer = createFragmentPacker(pipeline, createBlockPool(plan.blockSize));
  const first = fragments.length;
  for await (const { fragment, bytes } of workAhead(mixed, copiesAtOnce, (fragment) => load(fragment, plan)))
    for (const { content, offset, length } of fragment.tails) {
      const place = await packer.add(bytes.subarray(offset, offset + length));
      content.fragment = { index: first + place.index, offset: place.offset };
    }
  for (const { start: place, sizeWord } of await packer.finish())
    fragments.push({ start: end + place, sizeWord });
  return { fragments, end: end + (await pipeline.finish()) };
};

/** Copies in chunks, in memory that is used again: a garbage collector would let hundreds of megabytes pile up. */
const move = async (
  copies: readonly Copy[],
  { file, start, areas }: { file: RandomAccessSink; start: number; areas: readonly DataArea[] },
): Promise<void> => {
  const pool = createBlockPool(chunkSize);
  const work = async ({ area, from, to, length }: Copy): Promise<void> => {
    const { bytes } = areas[area]!;
    if (bytes.readInto === undefined) return file.writeAt(start + to, await bytes.read(from, length));
    const block = pool.take();
    const chunk = block.subarray(0, length);
    await bytes.readInto(from, chunk);
    await file.writeAt(start + to, chunk);
    pool.give(block);
  };
  for await (const _ of workAhead(chunksOf(copies), copiesAtOnce, work));
};

/** Chunks that are read and written at the same time, and the bytes of one: what copying holds in memory. */
const copiesAtOnce = 4;
const chunkSize = 1 << 20;

interface LiveRange {
  readonly area: number;
  readonly start: number;
  readonly length: number;
  moved(to: number): void;
}

interface Copy {
  readonly area: number;
  readonly from: number;
  readonly to: number;
  length: number;
}

/** Puts the ranges behind each other in the order of the areas; neighbors become one copy. */
const layOut = (
  ranges: LiveRange[],
  at: number,
): { readonly copies: readonly Copy[]; readonly end: number } => {
  ranges.sort((a, b) => a.area - b.area || a.start - b.start);
  const copies: Copy[] = [];
  let to = at;
  for (const range of ranges) {
    const last = copies.at(-1);
    if (last?.area === range.area && last.from + last.length === range.start) last.length += range.length;
    else copies.push({ area: range.area, from: range.start, to, length: range.length });
    range.moved(to);
    to += range.length;
  }
  return { copies, end: to };
};

function* chunksOf(copies: readonly Copy[]): Generator<Copy> {
  for (const copy of copies)
    for (let done = 0; done < copy.length; done += chunkSize)
      yield {
        area: copy.area,
        from: copy.from + done,
        to: copy.to + done,
        length: Math.min(chunkSize, copy.length - done),
      };
}

interface LiveFragment {
  readonly area: number;
  readonly row: DataArea["index"]["fragments"][number];
  /** Sorted by offset. */
  readonly tails: Tail[];
}

interface Tail {
  readonly content: LiveContent;
  readonly offset: number;
  readonly length: number;
}

/** The fragments something alive is in: those where nothing else is, and the others; both in the order of the areas. */
const sortFragments = ({
  contents,
  areas,
}: CopyPlan): { readonly whole: readonly LiveFragment[]; readonly mixed: readonly LiveFragment[] } => {
  const alive: LiveFragment[][] = areas.map(() => []);
  for (const content of contents.values()) {
    const { area, file } = content.placed;
    if (file.fragment === undefined) continue;
    const { index, offset } = file.fragment;
    const { blockSize, fragments } = areas[area]!.index;
    const inArea = alive[area]!;
    inArea[index] ??= { area, row: fragments[index]!, tails: [] };
    inArea[index].tails.push({ content, offset, length: tailLength(file.size, blockSize) });
  }
  const whole: LiveFragment[] = [];
  const mixed: LiveFragment[] = [];
  for (const fragments of alive)
    for (const fragment of fragments) {
      if (fragment === undefined) continue;
      fragment.tails.sort((a, b) => a.offset - b.offset);
      (isWhole(fragment) ? whole : mixed).push(fragment);
    }
  return { whole, mixed };
};

const isWhole = ({ row, tails }: LiveFragment): boolean => {
  let end = 0;
  for (const { offset, length } of tails) {
    if (end < offset) return false;
    end = Math.max(end, offset + length);
  }
  return end === row.uncompressed;
};

const load = async (fragment: LiveFragment, { areas, compressor, blockSize }: CopyPlan) => {
  const { start, sizeWord } = fragment.row;
  const stored = await areas[fragment.area]!.bytes.read(start, lengthOf(sizeWord));
  const bytes = isCompressed(sizeWord)
    ? await decompressorFor(compressor.name).decompress(stored, blockSize)
    : stored;
  return { fragment, bytes };
};
