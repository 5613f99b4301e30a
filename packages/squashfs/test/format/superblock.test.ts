/** Superblocks: the bytes mksquashfs writes too, and what is refused with which words. */

import { expect, test } from "vitest";
import {
  decodeSuperblock,
  encodeSuperblock,
  type Superblock,
  usualFlags,
} from "../../src/format/superblock.ts";

const superblock: Superblock = {
  inodes: 85,
  time: 1_700_000_000,
  blockSize: 131_072,
  fragments: 1,
  codec: "gzip",
  flags: usualFlags,
  ids: 1,
  root: 0x1234,
  bytesUsed: 5000,
  inodeTable: 100,
  directoryTable: 200,
  fragmentTable: 300,
  exportTable: 400,
  idTable: 500,
  xattrTable: undefined,
};

test("what is written is read", () => {
  expect(decodeSuperblock(encodeSuperblock(superblock), 8192)).toMatchObject(superblock);
});

test("it starts as every image does: hsqs, version 4.0, flags 0x00c0", () => {
  const bytes = Buffer.from(encodeSuperblock(superblock));
  expect(bytes.length).toBe(96);
  expect(bytes.toString("latin1", 0, 4)).toBe("hsqs");
  expect(bytes.toString("hex", 20, 32)).toBe("01001100c000010004000000");
  expect(bytes.toString("hex", 56, 64)).toBe("ffffffffffffffff");
});

const refused: readonly (readonly [string, Partial<Superblock>])[] = [
  ["it needs 5000 bytes, only 4999 are there", {}],
  ["the directory table at byte 50 is before the inode table", { bytesUsed: 4000, directoryTable: 50 }],
  ["the inode table at byte 10 is before the superblock", { bytesUsed: 4000, inodeTable: 10 }],
  ["the end at byte 450 is before the id table", { bytesUsed: 450 }],
  ["a block size of 2048 is not a power of two from 4096 to 1048576", { blockSize: 2048 }],
];
for (const [message, change] of refused)
  test(message, () => {
    expect(() => decodeSuperblock(encodeSuperblock({ ...superblock, ...change }), 4999)).toThrow(message);
  });

test("other bytes are no image, other versions and numbers are named", () => {
  expect(() => decodeSuperblock(new Uint8Array(96), 96)).toThrow("does not start with hsqs");
  expect(() => decodeSuperblock(new Uint8Array(95), 95)).toThrow("too short");
  const old = encodeSuperblock(superblock);
  old[28] = 3;
  expect(() => decodeSuperblock(old, 8192)).toThrow("SquashFS 3.0 is not supported");
  const strange = encodeSuperblock(superblock);
  strange[20] = 9;
  expect(() => decodeSuperblock(strange, 8192)).toThrow("no compressor has the number 9");
});
