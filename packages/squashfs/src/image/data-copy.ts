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
import { none32 } from "../format/limits.ts";
import { isCompressed, lengthOf } from "../format/size-word.ts";
import { workAhead } from "../work-ahead.ts";
import { type LiveContents, tailLength } from "./live-content.ts";

export interface CopyPlan {
  readonly contents: LiveContents;
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
  const { contents, areas, compressor, blockSize } = plan;
  const fragments: ImageFragment[] = [];
  const { whole, mixed } = sortFragments(plan);
  const ranges: LiveRange[] = [];
  for (const [area, { index }] of areas.entries())
    for (const number of contents.numbersIn(area)) {
      const length = index.files.bytesOf(number);
      if (length === 0) continue;
      const moved = (to: number): void => contents.setStart(area, number, to);
      ranges.push({ area, start: index.files.startOf(number), length, moved });
    }
  /** By area, the numbers that fragments which stay whole have in the image, plus 1. */
  const kept = areas.map(({ index }) => new Uint32Array(index.fragments.length));
  for (const { area, index } of whole) {
    const row = areas[area]!.index.fragments[index]!;
    const fragment = { start: 0, sizeWord: row.sizeWord };
    const moved = (to: number): void => {
      fragment.start = to;
    };
    kept[area]![index] = fragments.push(fragment);
    ranges.push({ area, start: row.start, length: lengthOf(row.sizeWord), moved });
  }
  for (const [area, { index }] of areas.entries())
    for (const number of contents.numbersIn(area)) {
      const fragment = index.files.fragmentOf(number);
      const now = fragment === none32 ? 0 : kept[area]![fragment]!;
      if (now !== 0) contents.setFragment(area, number, now - 1, index.files.offsetOf(number));
    }
  const { copies, end } = layOut(ranges, at);
  await move(copies, { file, start, areas });

  const pipeline = createBlockPipeline(sinkAt(file, start + end), {
    compressor,
    inFlight: 2 * compressor.parallelism,
  });
  const packer = createFragmentPacker(pipeline, createBlockPool(blockSize));
  const first = fragments.length;
  for await (const { fragment, bytes } of workAhead(mixed, copiesAtOnce, (fragment) => load(fragment, plan)))
    for (const { number, offset, length } of fragment.tails) {
      if (!packer.hasRoom(length)) await packer.flush();
      const place = packer.put(bytes.subarray(offset, offset + length));
      contents.setFragment(fragment.area, number, first + place.index, place.offset);
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
  for (const { area, from, to, length } of copies)
    for (let done = 0; done < length; ) {
      // cut where the source's own pages may be: those are checked as a whole
      const size = Math.min(chunkSize - ((from + done) % chunkSize), length - done);
      yield { area, from: from + done, to: to + done, length: size };
      done += size;
    }
}

/** A fragment of an area. */
interface FragmentPlace {
  readonly area: number;
  readonly index: number;
}

/** One that has to be packed anew, and what of it is alive. */
interface MixedFragment extends FragmentPlace {
  /** In the order of the files' numbers, in which they were packed. */
  readonly tails: Tail[];
}

interface Tail {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

/** The fragments something alive is in: those where nothing else is, and the others; both in the order of the areas. */
const sortFragments = ({
  contents,
  areas,
}: CopyPlan): { readonly whole: readonly FragmentPlace[]; readonly mixed: readonly MixedFragment[] } => {
  const whole: FragmentPlace[] = [];
  const mixed: MixedFragment[] = [];
  for (const [area, { index }] of areas.entries()) {
    const { files, fragments, blockSize } = index;
    /** How far the live tails reach without a gap. */
    const reach = new Uint32Array(fragments.length);
    const isAlive = new Uint8Array(fragments.length);
    const tails = function* (): Generator<Tail & { readonly fragment: number }> {
      for (const number of contents.numbersIn(area)) {
        const fragment = files.fragmentOf(number);
        if (fragment === none32) continue;
        const length = tailLength(files.sizeOf(number), blockSize);
        yield { number, fragment, offset: files.offsetOf(number), length };
      }
    };
    for (const { fragment, offset, length } of tails()) {
      isAlive[fragment] = 1;
      if (reach[fragment] === offset) reach[fragment] = offset + length;
    }
    const anew = new Map<number, MixedFragment>();
    for (const [number, { uncompressed }] of fragments.entries()) {
      if (isAlive[number] === 0) continue;
      if (reach[number] === uncompressed) whole.push({ area, index: number });
      else anew.set(number, { area, index: number, tails: [] });
    }
    if (0 < anew.size)
      for (const { fragment, number, offset, length } of tails())
        anew.get(fragment)?.tails.push({ number, offset, length });
    mixed.push(...anew.values());
  }
  return { whole, mixed };
};

const load = async (fragment: MixedFragment, { areas, compressor, blockSize }: CopyPlan) => {
  const { bytes: source, index } = areas[fragment.area]!;
  const { start, sizeWord } = index.fragments[fragment.index]!;
  const stored = await source.read(start, lengthOf(sizeWord));
  const bytes = isCompressed(sizeWord)
    ? await decompressorFor(compressor.name).decompress(stored, blockSize)
    : stored;
  return { fragment, bytes };
};
