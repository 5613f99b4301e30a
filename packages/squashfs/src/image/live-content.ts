/** Which contents of the data areas an image needs: each once, taken from the same place whatever the order of the tree. */

import { Failure } from "@deftools/trouble";
import type { DataArea, PlacedFile } from "../data.ts";
import { lengthOf } from "../format/size-word.ts";

/** A content and, once it is copied, its place in the image. */
export interface LiveContent {
  readonly placed: PlacedFile;
  /** In the image. */
  start: number;
  fragment: { readonly index: number; readonly offset: number } | undefined;
}

/**
 * The contents by hash. One that several areas have is taken from the first.
 * @throws Failure "squashfs/bad-area" when a file's numbers do not fit its area: a damaged pack
 */
export const liveContents = (
  files: Iterable<PlacedFile>,
  areas: readonly DataArea[],
): ReadonlyMap<string, LiveContent> => {
  const chosen = new Map<string, PlacedFile>();
  for (const placed of files) {
    const other = chosen.get(placed.file.hash);
    if (other?.file === placed.file) continue;
    checkPlace(placed, areas);
    if (other === undefined || isBefore(placed, other)) chosen.set(placed.file.hash, placed);
  }
  const contents = new Map<string, LiveContent>();
  for (const [hash, placed] of chosen) contents.set(hash, { placed, start: 0, fragment: undefined });
  return contents;
};

const isBefore = (a: PlacedFile, b: PlacedFile): boolean => {
  if (a.area !== b.area) return a.area < b.area;
  if (a.file.start !== b.file.start) return a.file.start < b.file.start;
  const [left, right] = [a.file.fragment, b.file.fragment];
  if (left === undefined || right === undefined) return false;
  return left.index !== right.index ? left.index < right.index : left.offset < right.offset;
};

/** Bytes a file's blocks have on disk, one after the other. */
export const bytesOfBlocks = (blocks: readonly number[]): number => {
  let sum = 0;
  for (const word of blocks) sum += lengthOf(word);
  return sum;
};

/** Bytes of a file that are in a fragment. */
export const tailLength = (size: number, blockSize: number): number => size % blockSize;

const checkPlace = ({ area: number, file }: PlacedFile, areas: readonly DataArea[]): void => {
  const area = areas[number];
  if (area === undefined) throw misfit(`there is no area ${number}`);
  const { blockSize, length, fragments } = area.index;
  const tail = tailLength(file.size, blockSize);
  if (file.blocks.length !== (file.size - tail) / blockSize)
    throw misfit("its blocks do not add up to its size");
  if (length < file.start + bytesOfBlocks(file.blocks))
    throw misfit("its blocks are beyond the end of the area");
  if (0 < tail !== (file.fragment !== undefined)) throw misfit("its tail end and its fragment do not agree");
  if (file.fragment === undefined) return;
  const fragment = fragments[file.fragment.index];
  if (fragment === undefined || fragment.uncompressed < file.fragment.offset + tail)
    throw misfit("its fragment does not have it");
};

const misfit = (what: string): Failure =>
  new Failure("squashfs/bad-area", `a stored file does not fit its data area: ${what}`);
