/** Which contents of the data areas an image needs: each once, taken from the same place whatever the order of the tree. */

import { assert, Failure } from "@deftools/trouble";
import type { DataArea, PlacedFile } from "../data.ts";
import type { FileTable } from "../data-area/file-table.ts";
import { none32 } from "../format/limits.ts";

/** The live contents, and their places in the image once they are copied. Columns: there may be hundreds of thousands. */
export interface LiveContents {
  /** The numbers of an area's files that the image takes from there, growing. */
  numbersIn(area: number): Iterable<number>;
  setStart(area: number, number: number, start: number): void;
  setFragment(area: number, number: number, fragment: number, offset: number): void;
  /** Where the content of a file of the tree is. `fragment` is 0xffffffff for none. */
  placeOf(file: PlacedFile): ImagePlace;
}

/** Of a content, in the image. */
export interface ImagePlace {
  /** The row that the content was taken from. */
  readonly files: FileTable;
  readonly number: number;
  readonly start: number;
  readonly fragment: number;
  readonly offset: number;
}

/**
 * The contents of the files. One that several areas have is taken from the first.
 * @throws Failure "squashfs/bad-area" when a file's numbers do not fit its area: a damaged pack
 */
export const liveContents = (files: Iterable<PlacedFile>, areas: readonly DataArea[]): LiveContents => {
  const columns = areas.map(({ index }) => newColumns(index.files.count));
  for (const { area, file } of files) {
    const column = columns[area];
    if (column === undefined) throw misfit(`there is no area ${area}`);
    if (column.isLive[file.number] === 1) continue;
    checkPlace(file.number, areas[area]!);
    column.isLive[file.number] = 1;
  }
  for (let area = 1; area < areas.length; area += 1)
    for (const number of liveIn(columns[area]!)) {
      const hash = areas[area]!.index.files.hashOf(number);
      for (let other = 0; other < area; other += 1) {
        const same = areas[other]!.index.files.find(hash);
        if (same === undefined || columns[other]!.isLive[same] !== 1) continue;
        const { movedArea, movedNumber } = columns[area]!;
        movedArea[number] = other + 1;
        movedNumber[number] = same;
        break;
      }
    }

  return {
    numbersIn: function* (area) {
      const column = columns[area]!;
      for (const number of liveIn(column)) if (column.movedArea[number] === 0) yield number;
    },
    setStart: (area, number, start) => {
      columns[area]!.start[number] = start;
    },
    setFragment: (area, number, fragment, offset) => {
      columns[area]!.fragment[number] = fragment;
      columns[area]!.offset[number] = offset;
    },
    placeOf: ({ area: from, file }) => {
      const own = columns[from]!;
      assert(own.isLive[file.number] === 1, "every file's content was copied");
      const isMoved = own.movedArea[file.number] !== 0;
      const area = isMoved ? own.movedArea[file.number]! - 1 : from;
      const number = isMoved ? own.movedNumber[file.number]! : file.number;
      const column = columns[area]!;
      return {
        files: areas[area]!.index.files,
        number,
        start: column.start[number]!,
        fragment: column.fragment[number]!,
        offset: column.offset[number]!,
      };
    },
  };
};

/** What is known of the files of one area, by number. */
interface Columns {
  readonly isLive: Uint8Array;
  /** The area that has the same content, plus 1; 0 where the content is taken from here. */
  readonly movedArea: Uint32Array;
  readonly movedNumber: Uint32Array;
  readonly start: Float64Array;
  readonly fragment: Uint32Array;
  readonly offset: Uint32Array;
}

const newColumns = (count: number): Columns => ({
  isLive: new Uint8Array(count),
  movedArea: new Uint32Array(count),
  movedNumber: new Uint32Array(count),
  start: new Float64Array(count),
  fragment: new Uint32Array(count).fill(none32),
  offset: new Uint32Array(count),
});

function* liveIn({ isLive }: Columns): Generator<number> {
  for (let number = 0; number < isLive.length; number += 1) if (isLive[number] === 1) yield number;
}

/** Bytes of a file that are in a fragment. */
export const tailLength = (size: number, blockSize: number): number => size % blockSize;

const checkPlace = (number: number, { index }: DataArea): void => {
  const { blockSize, length, fragments, files } = index;
  if (files.count <= number) throw misfit(`it has no file ${number}`);
  const size = files.sizeOf(number);
  const tail = tailLength(size, blockSize);
  if (!Number.isSafeInteger(size) || size < 0) throw misfit("its size is no number");
  if (length < files.startOf(number) + files.bytesOf(number))
    throw misfit("its blocks are beyond the end of the area");
  const fragment = files.fragmentOf(number);
  if (0 < tail !== (fragment !== none32)) throw misfit("its tail end and its fragment do not agree");
  if (fragment === none32) return;
  const row = fragments[fragment];
  if (row === undefined || row.uncompressed < files.offsetOf(number) + tail)
    throw misfit("its fragment does not have it");
};

const misfit = (what: string): Failure =>
  new Failure("squashfs/bad-area", `a stored file does not fit its data area: ${what}`);
