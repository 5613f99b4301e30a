/** LZ4 blocks made by hand after the format's description. */

import { expect, test } from "vitest";
import { decodeLz4Block } from "../../src/compression/lz4.ts";

const text = (block: readonly number[], limit = 100): string =>
  Buffer.from(decodeLz4Block(Uint8Array.from(block), limit)).toString();

const letters = (word: string): readonly number[] => [...Buffer.from(word)];

test("literals, then a match that overlaps itself, then literals", () => {
  expect(text([0x23, ...letters("ab"), 2, 0, 0x10, ...letters("z")])).toBe(
    `ab${"ab".repeat(3)}abz`.slice(0, 9) + "z",
  );
});

test("lengths of 15 and more go on in further bytes", () => {
  expect(text([0xf0, 5, ...letters("x".repeat(20))])).toBe("x".repeat(20));
});

test("damage is a RangeError", () => {
  expect(() => text([0x50, ...letters("ab")])).toThrow(RangeError);
  expect(() => text([0x10, ...letters("a"), 9, 0])).toThrow(RangeError);
  expect(() => text([0x10, ...letters("a"), 0, 0])).toThrow(RangeError);
  expect(() => text([0x1f, ...letters("a"), 1, 0, 255])).toThrow(RangeError);
  expect(() => text([0x1f, ...letters("a"), 1, 0, 200, 0], 50)).toThrow(RangeError);
});
