/** Reads the content of a file of an image, some blocks ahead. */

import type { ByteSource, ByteStream } from "@deftools/bytes";
import type { RegularFile } from "@deftools/rootfs";
import type { Decompressor } from "../compression/decompressor.ts";
import { damaged } from "../format/damage.ts";
import { fragmentRow } from "../format/fragment-table.ts";
import { blockWord } from "../format/inode.ts";
import type { MetadataTable } from "../format/metadata-reader.ts";
import { isCompressed, lengthOf } from "../format/size-word.ts";
import { workAhead } from "../work-ahead.ts";
import type { ImageFile } from "./inode-reader.ts";

export interface ContentSources {
  readonly source: ByteSource;
  readonly decompressor: Decompressor;
  readonly inodes: MetadataTable;
  readonly fragments: MetadataTable;
  readonly blockSize: number;
}

/** @throws while it is read: Failure "squashfs/damaged" */
export type ContentReader = (file: RegularFile<ImageFile>) => ByteStream;

export const createContentReader = (sources: ContentSources): ContentReader => {
  const { inodes, fragments, blockSize } = sources;
  /** Fragments that were read last: files beside each other have their ends in the same one. */
  const recent = new Map<number, Promise<Uint8Array>>();

  const fragmentAt = (index: number): Promise<Uint8Array> => {
    const known = recent.get(index);
    if (known !== undefined) return known;
    const row = fragments.decode(fragmentRow, index * fragmentRow.size);
    const fragment = loadBlock(sources, { at: row.start, word: row.sizeWord });
    // Whoever asked gets the failure; the memory of it must not count as unhandled.
    fragment.catch(() => {});
    const [oldest] = recent.keys();
    if (fragmentsKept <= recent.size && oldest !== undefined) recent.delete(oldest);
    recent.set(index, fragment);
    return fragment;
  };

  return async function* content({ size, data }) {
    function* wordsOf(): Generator<{
      readonly at: number;
      readonly word: number;
      readonly expected: number;
    }> {
      let at = data.start;
      for (let number = 0; number < data.blocks; number++) {
        const { word } = inodes.decode(blockWord, data.words + number * blockWord.size);
        yield { at, word, expected: Math.min(blockSize, size - number * blockSize) };
        at += lengthOf(word);
      }
    }
    yield* workAhead(wordsOf(), blocksAhead, async ({ at, word, expected }) => {
      if (word === 0) return new Uint8Array(expected);
      const block = await loadBlock(sources, { at, word });
      if (block.length !== expected)
        throw damaged("data", `the block at byte ${at} has ${block.length} bytes, not ${expected}`);
      return block;
    });
    const tail = size - data.blocks * blockSize;
    if (data.fragment === undefined || tail <= 0) return;
    const { index, offset } = data.fragment;
    const fragment = await fragmentAt(index);
    if (fragment.length < offset + tail) throw damaged("data", `the fragment ${index} ends too early`);
    yield fragment.subarray(offset, offset + tail);
  };
};

const blocksAhead = 4;
const fragmentsKept = 4;

const loadBlock = async (
  { source, decompressor, blockSize }: ContentSources,
  { at, word }: { readonly at: number; readonly word: number },
): Promise<Uint8Array> => {
  const length = lengthOf(word);
  if (blockSize < length || source.size < at + length)
    throw damaged("data", `no block of ${length} bytes can be at byte ${at}`);
  const stored = await source.read(at, length);
  return isCompressed(word) ? decompressor.decompress(stored, blockSize) : stored;
};
