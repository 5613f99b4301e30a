/** The table of a data area's files: what is put in comes out, also through bytes, and a content is found by its hash. */

import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FileTable } from "../../src/index.ts";

const blockSize = 4096;
const none = 0xffffffff;

const hashOf = (seed: number): Buffer => createHash("sha256").update(`${seed}`).digest();

const filled = (sizes: readonly number[]): FileTable => {
  const files = new FileTable(blockSize);
  for (const [number, size] of sizes.entries()) {
    const firstWord = files.words;
    for (let block = 0; block < Math.floor(size / blockSize); block += 1) {
      files.addWord();
      files.setWord(files.words - 1, number + block);
    }
    const hasTail = size % blockSize !== 0;
    const row = { fragment: hasTail ? number : none, offset: number % 100, holes: number % 3 };
    files.add({ size, start: number * 2 ** 33, firstWord, hash: hashOf(number), ...row });
  }
  return files;
};

const everythingOf = (files: FileTable): unknown =>
  Array.from({ length: files.count }, (_, number) => {
    const { size, sparse, start, blocks, fragment, hash } = files.at(number);
    return { size, sparse, start, blocks, fragment, hash };
  });

const sizes = fc.array(fc.nat({ max: 20 * blockSize }), { maxLength: 50 });

test("comes back from its bytes as it was", () =>
  fc.assert(
    fc.property(sizes, (list) => {
      const files = filled(list);
      const bytes = Buffer.concat(files.encode());
      const again = FileTable.decode(bytes, { blockSize, count: files.count, words: files.words });
      expect(everythingOf(again)).toEqual(everythingOf(files));
      expect(Buffer.concat(again.encode()).equals(bytes)).toBe(true);
    }),
  ));

test("goes beyond a chunk, and finds every hash and no other", () => {
  const files = filled(Array.from({ length: 20_000 }, (_, number) => (number % 40) * 1000));
  const bytes = Buffer.concat(files.encode());
  const again = FileTable.decode(bytes, { blockSize, count: files.count, words: files.words });
  for (const table of [files, again]) {
    for (const number of [0, 1, 16_383, 16_384, 19_999]) expect(table.find(hashOf(number))).toBe(number);
    expect(table.find(hashOf(20_000))).toBeUndefined();
  }
  expect(everythingOf(again)).toEqual(everythingOf(files));
});

test("an empty table finds nothing", () => {
  expect(new FileTable(blockSize).find(hashOf(1))).toBeUndefined();
});

test("what is written later is seen by who has the file already", () => {
  const files = filled([3 * blockSize]);
  const file = files.at(0);
  files.setStart(0, 77);
  files.setWord(1, 42);
  expect(file).toMatchObject({ start: 77, blocks: [0, 42, 2], fragment: undefined });
});
