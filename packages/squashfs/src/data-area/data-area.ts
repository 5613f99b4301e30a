/** Writes a data area: file contents as compressed blocks and fragments, each content once. */

import { createHash, hash as hashOf } from "node:crypto";
import type { ByteSink, ByteStream } from "@deftools/bytes";
import { assert } from "@deftools/trouble";
import type { Compressor } from "../compression/compressor.ts";
import type { DataAreaIndex, StoredFile } from "../data.ts";
import { defaultBlockSize, isBlockSize, none32 } from "../format/limits.ts";
import { createBlockPipeline } from "./block-pipeline.ts";
import { createBlockPool } from "./block-pool.ts";
import { FileTable } from "./file-table.ts";
import { createFragmentPacker } from "./fragment-packer.ts";

/** A data area that is being written: any number of `add`, one at a time, then one `finish`. */
export interface DataAreaWriter {
  /**
   * Takes a file's content; same content, same StoredFile. Its size and hash are final, its places only after `finish`. Settles when
   * the next file may come, while blocks of this one are still being compressed. A stream that fails leaves the area usable.
   * @throws Failure "squashfs/compression-failed", and what the stream and the sink throw
   */
  add(content: ByteStream): Promise<StoredFile>;
  /** The same for a content that is in memory whole: nothing is waited for while a block has room for it. */
  addWhole(content: Uint8Array): StoredFile | Promise<StoredFile>;
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
  const files = new FileTable(blockSize);
  const zeros = Buffer.alloc(blockSize);
  let adding = false;

  const putBlock = async (file: Draft, block: Uint8Array): Promise<void> => {
    const word = files.words;
    files.addWord();
    file.blocks += 1;
    if (zeros.equals(block)) {
      file.holes += 1;
      pool.give(block);
      return;
    }
    const isFirst = file.blocks === file.holes + 1;
    await pipeline.append(block, (start, sizeWord) => {
      if (isFirst) file.start = start;
      if (isFirst && file.number !== undefined) files.setStart(file.number, start);
      files.setWord(word, sizeWord);
      pool.give(block);
    });
  };

  /** Gives a file its number. The end of it goes to a fragment, which may have to wait for room. */
  const finishFile = (file: Draft, tail: Uint8Array, hash: Buffer): StoredFile | Promise<StoredFile> => {
    const enter = (fragment = none32, offset = 0): StoredFile => {
      const { size, start, holes, firstWord } = file;
      file.number = files.add({ size, start, holes, firstWord, fragment, offset, hash });
      return files.at(file.number);
    };
    if (tail.length === 0) return enter();
    if (fragments.hasRoom(tail.length)) {
      const { index, offset } = fragments.put(tail);
      return enter(index, offset);
    }
    return fragments.flush().then(() => {
      const { index, offset } = fragments.put(tail);
      return enter(index, offset);
    });
  };

  const read = async (content: ByteStream): Promise<StoredFile> => {
    const file: Draft = { size: 0, start: 0, holes: 0, blocks: 0, firstWord: files.words };
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
          if (held.length < heldBlocks && file.blocks === 0) continue;
          for (const full of held.splice(0)) await putBlock(file, full);
        }
      }
      const digest = hash.digest();
      const same = files.find(digest);
      if (same !== undefined) return files.at(same);
      for (const full of held.splice(0)) await putBlock(file, full);
      return await finishFile(file, block.subarray(0, used), digest);
    } finally {
      for (const full of held) pool.give(full);
      held = [];
      pool.give(block);
    }
  };

  const readWhole = (content: Uint8Array): StoredFile | Promise<StoredFile> => {
    if (blockSize <= content.length) return read(once(content));
    const digest = hashOf("sha256", content, "buffer");
    const same = files.find(digest);
    if (same !== undefined) return files.at(same);
    const file = { size: content.length, start: 0, holes: 0, blocks: 0, firstWord: files.words };
    return finishFile(file, content, digest);
  };

  return {
    add: async (content) => {
      assert(!adding, oneByOne);
      adding = true;
      try {
        return await read(content);
      } finally {
        adding = false;
      }
    },
    addWhole: (content) => {
      assert(!adding, oneByOne);
      const stored = readWhole(content);
      if (!(stored instanceof Promise)) return stored;
      adding = true;
      return stored.finally(() => {
        adding = false;
      });
    },
    finish: async () => {
      const packed = await fragments.finish();
      return {
        length: await pipeline.finish(),
        blockSize,
        compressor: compressor.name,
        files,
        fragments: packed,
      };
    },
  };
};

/** With blocks of 128 KiB: files below 1 MiB. Longer ones are compressed while they are read; a duplicate is then left out of images. */
const heldBlocks = 8;

const oneByOne = "files are added to a data area one after the other";

/** What is known of a file while it is read; it has a number at the end. */
interface Draft {
  size: number;
  start: number;
  holes: number;
  /** Full ones so far, holes too. */
  blocks: number;
  readonly firstWord: number;
  number?: number;
}

async function* once(content: Uint8Array): ByteStream {
  yield content;
}
