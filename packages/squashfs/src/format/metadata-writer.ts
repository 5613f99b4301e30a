/**
 * Metadata as SquashFS keeps it: a run of blocks of 8192 bytes, each compressed by itself behind a 16-bit header.
 *
 *     header: bit 15 = stored as it is, bits 0–14 = bytes that follow
 */

import type { Compressor } from "../compression/compressor.ts";
import { metadataSize } from "./limits.ts";

/** Takes bytes one after another and tells where they come to be. */
export interface MetadataWriter {
  /** Where the next byte goes. */
  position(): MetadataPosition;
  write(bytes: Uint8Array): void;
  /** Where the n-th block starts on disk, from the start of the table; also of the block that is being filled. */
  blockStart(index: number): number;
  /** The whole table as it goes to disk. */
  finish(): readonly Uint8Array[];
}

export interface MetadataPosition {
  /** Which block, counted from 0. */
  readonly index: number;
  /** Where the block starts on disk, from the start of the table. */
  readonly block: number;
  /** In the block before compression. */
  readonly offset: number;
}

export const createMetadataWriter = (compressor: Compressor): MetadataWriter => {
  const parts: Uint8Array[] = [];
  const starts = [0];
  const buffer = new Uint8Array(metadataSize);
  let used = 0;

  const flush = (): void => {
    const block = buffer.subarray(0, used);
    const output = compressor.compressNow(block);
    const stored = output ?? block;
    const header = stored.length | (output === undefined ? uncompressedBit : 0);
    const part = new Uint8Array(headerSize + stored.length);
    part.set([header & 0xff, header >> 8]);
    part.set(stored, headerSize);
    parts.push(part);
    starts.push(starts[starts.length - 1]! + part.length);
    used = 0;
  };

  return {
    position: () => ({ index: starts.length - 1, block: starts[starts.length - 1]!, offset: used }),
    blockStart: (index) => starts[index]!,
    write: (bytes) => {
      if (used + bytes.length < metadataSize) {
        buffer.set(bytes, used);
        used += bytes.length;
        return;
      }
      for (let done = 0; done < bytes.length; ) {
        const part = bytes.subarray(done, done + metadataSize - used);
        buffer.set(part, used);
        used += part.length;
        done += part.length;
        if (used === metadataSize) flush();
      }
    },
    finish: () => {
      if (0 < used) flush();
      return parts;
    },
  };
};

/** Bytes. */
export const headerSize = 2;
export const uncompressedBit = 0x8000;

/** A place in a table as one number: what inodes and the superblock point with. */
export const referenceTo = ({ block, offset }: Omit<MetadataPosition, "index">): number =>
  block * 65_536 + offset;
