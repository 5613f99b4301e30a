/**
 * The files of a data area in columns: an image may have hundreds of thousands, and as objects they would be most of a build's memory.
 * A row, little endian; rows and size words stand in chunks, so that the table grows without being copied:
 *
 *     offset  size  field
 *          0     8  size of the content
 *          8     8  where its first block starts in the area
 *         16     4  whole blocks that are holes
 *         20     4  where its size words start, counted in words
 *         24     4  its fragment; 0xffffffff for none
 *         28     4  where its end starts in the fragment
 *         32    32  SHA-256 of the content
 */

import { assert } from "@deftools/trouble";
import type { StoredFile } from "../data.ts";
import { none32 } from "../format/limits.ts";
import { lengthOf } from "../format/size-word.ts";

/** A file that is in a table. */
export interface FileRow {
  readonly size: number;
  readonly start: number;
  /** Whole blocks. */
  readonly holes: number;
  /** Number of its first size word. */
  readonly firstWord: number;
  readonly fragment: number;
  readonly offset: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

const SIZE = 0;
const START = 8;
const HOLES = 16;
const FIRST_WORD = 20;
const FRAGMENT = 24;
const OFFSET = 28;
const HASH = 32;

/** Bytes of a row and of a hash. */
const rowSize = 64;
const hashSize = 32;
/**
 * Chunks of a MiB: they stay while large buffers come and go around them, and each that took a part of such a place would leave the
 * rest of it to nobody; with chunks of 64 KiB that was most of the memory of an image with many files.
 */
const rowsPerChunk = 1 << 14;
const wordsPerChunk = 1 << 18;

/** Files by number, each content once. */
export class FileTable {
  readonly blockSize: number;
  #count = 0;
  #words = 0;
  readonly #rowChunks: DataView[] = [];
  readonly #wordChunks: DataView[] = [];
  /** File numbers + 1 by hash: open addressing, never more than half full. Empty until the first search. */
  #slots = new Int32Array(0);

  constructor(blockSize: number) {
    this.blockSize = blockSize;
  }

  get count(): number {
    return this.#count;
  }

  /** The file with this number as others see it: it follows what is still written about it. */
  at(number: number): StoredFile {
    assert(number < this.#count, "a file of a data area has a row in its table");
    return new TableFile(this, number);
  }

  sizeOf(number: number): number {
    return this.#rows(number).getFloat64(placeIn(number) + SIZE, true);
  }
  startOf(number: number): number {
    return this.#rows(number).getFloat64(placeIn(number) + START, true);
  }
  holesOf(number: number): number {
    return this.#rows(number).getUint32(placeIn(number) + HOLES, true);
  }
  /** Its fragment; 0xffffffff for none. */
  fragmentOf(number: number): number {
    return this.#rows(number).getUint32(placeIn(number) + FRAGMENT, true);
  }
  /** Where its end is in the fragment. */
  offsetOf(number: number): number {
    return this.#rows(number).getUint32(placeIn(number) + OFFSET, true);
  }
  /** How many full blocks it has. */
  blocksOf(number: number): number {
    return Math.floor(this.sizeOf(number) / this.blockSize);
  }
  /** The on-disk size word of one of its blocks. */
  wordOf(number: number, block: number): number {
    return this.word(this.#rows(number).getUint32(placeIn(number) + FIRST_WORD, true) + block);
  }
  /** Bytes its blocks have on disk, one after the other. */
  bytesOf(number: number): number {
    let sum = 0;
    for (let block = 0, blocks = this.blocksOf(number); block < blocks; block += 1)
      sum += lengthOf(this.wordOf(number, block));
    return sum;
  }
  /** A view of the SHA-256 of its content. */
  hashOf(number: number): Buffer {
    const rows = this.#rows(number);
    return Buffer.from(rows.buffer, rows.byteOffset + placeIn(number) + HASH, hashSize);
  }

  /** The number of the file with this hash, 32 bytes. */
  find(hash: Uint8Array): number | undefined {
    if (this.#slots.length === 0) this.#index(this.#count);
    const slot = this.#slotFor(hash);
    return this.#slots[slot] === 0 ? undefined : this.#slots[slot]! - 1;
  }

  /** Takes a file in; tells its number. */
  add({ size, start, holes, firstWord, fragment, offset, hash }: FileRow): number {
    const number = this.#count;
    if (number % rowsPerChunk === 0)
      this.#rowChunks.push(new DataView(new ArrayBuffer(rowsPerChunk * rowSize)));
    this.#count += 1;
    const rows = this.#rows(number);
    const at = placeIn(number);
    rows.setFloat64(at + SIZE, size, true);
    rows.setFloat64(at + START, start, true);
    rows.setUint32(at + HOLES, holes, true);
    rows.setUint32(at + FIRST_WORD, firstWord, true);
    rows.setUint32(at + FRAGMENT, fragment, true);
    rows.setUint32(at + OFFSET, offset, true);
    this.hashOf(number).set(hash);
    if (this.#slots.length < 2 * this.#count) this.#index(2 * this.#count);
    else this.#slots[this.#slotFor(hash)] = number + 1;
    return number;
  }

  /** For a file whose first block is placed after it was added. */
  setStart(number: number, start: number): void {
    this.#rows(number).setFloat64(placeIn(number) + START, start, true);
  }

  /** How many size words there are. */
  get words(): number {
    return this.#words;
  }
  word(at: number): number {
    return this.#wordChunks[Math.floor(at / wordsPerChunk)]!.getUint32((at % wordsPerChunk) * 4, true);
  }
  setWord(at: number, word: number): void {
    this.#wordChunks[Math.floor(at / wordsPerChunk)]!.setUint32((at % wordsPerChunk) * 4, word, true);
  }
  /** Room for one more size word, a hole until it is set. */
  addWord(): void {
    if (this.#words % wordsPerChunk === 0)
      this.#wordChunks.push(new DataView(new ArrayBuffer(wordsPerChunk * 4)));
    this.#words += 1;
  }

  /** All of it as bytes: rows, then words. */
  encode(): readonly Uint8Array[] {
    return [
      ...partsOf(this.#rowChunks, this.#count * rowSize),
      ...partsOf(this.#wordChunks, this.#words * 4),
    ];
  }

  /** A table on bytes that `encode` gave, which are not copied. Nothing is added to it. */
  static decode(
    bytes: Uint8Array,
    {
      blockSize,
      count,
      words,
    }: { readonly blockSize: number; readonly count: number; readonly words: number },
  ): FileTable {
    assert(bytes.length === count * rowSize + words * 4, "a file table has its rows and words");
    const table = new FileTable(blockSize);
    table.#count = count;
    table.#words = words;
    table.#rowChunks.push(...viewsOf(bytes.subarray(0, count * rowSize), rowsPerChunk * rowSize));
    table.#wordChunks.push(...viewsOf(bytes.subarray(count * rowSize), wordsPerChunk * 4));
    return table;
  }

  #rows(number: number): DataView {
    return this.#rowChunks[Math.floor(number / rowsPerChunk)]!;
  }

  #index(atLeast: number): void {
    let size = 1024;
    while (size < 2 * atLeast) size *= 2;
    this.#slots = new Int32Array(size);
    for (let number = 0; number < this.#count; number += 1)
      this.#slots[this.#slotFor(this.hashOf(number))] = number + 1;
  }

  /** Where a hash is, or would be. */
  #slotFor(hash: Uint8Array): number {
    const mask = this.#slots.length - 1;
    let slot = (hash[0]! | (hash[1]! << 8) | (hash[2]! << 16) | (hash[3]! << 24)) & mask;
    for (let found = this.#slots[slot]!; found !== 0; found = this.#slots[slot]!) {
      if (this.hashOf(found - 1).equals(hash)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

const placeIn = (number: number): number => (number % rowsPerChunk) * rowSize;

const partsOf = (chunks: readonly DataView[], length: number): readonly Uint8Array[] => {
  const parts: Uint8Array[] = [];
  let left = length;
  for (const { buffer, byteOffset, byteLength } of chunks) {
    parts.push(new Uint8Array(buffer, byteOffset, Math.min(left, byteLength)));
    left -= byteLength;
  }
  return parts;
};

const viewsOf = (bytes: Uint8Array, size: number): readonly DataView[] => {
  const views: DataView[] = [];
  for (let at = 0; at < bytes.length; at += size)
    views.push(new DataView(bytes.buffer, bytes.byteOffset + at, Math.min(size, bytes.length - at)));
  return views;
};

/** A row of a table in the shape everybody knows. */
class TableFile implements StoredFile {
  readonly #table: FileTable;
  readonly number: number;

  constructor(table: FileTable, number: number) {
    this.#table = table;
    this.number = number;
  }
  get size(): number {
    return this.#table.sizeOf(this.number);
  }
  get sparse(): number {
    return this.#table.holesOf(this.number) * this.#table.blockSize;
  }
  get start(): number {
    return this.#table.startOf(this.number);
  }
  get blocks(): readonly number[] {
    const { number } = this;
    return Array.from({ length: this.#table.blocksOf(number) }, (_, block) =>
      this.#table.wordOf(number, block),
    );
  }
  get fragment(): { readonly index: number; readonly offset: number } | undefined {
    const index = this.#table.fragmentOf(this.number);
    return index === none32 ? undefined : { index, offset: this.#table.offsetOf(this.number) };
  }
  get hash(): string {
    return this.#table.hashOf(this.number).toString("hex");
  }
}
