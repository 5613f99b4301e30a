/** Opening images: what is refused by name, and files too big for the basic forms. */

import { memorySource } from "@deftools/bytes";
import { expect, test } from "vitest";
import { createCompressor, FileTable, openImage, writeImage } from "../../src/index.ts";
import { directory, file, noise } from "../every-kind.ts";
import { memoryFile, sampleImage, smallBlock } from "../sample-image.ts";

test("a compressor that nothing here decodes is named", async () => {
  const { bytes } = await sampleImage(directory({}));
  for (const [number, name] of [
    [2, "lzma"],
    [3, "lzo"],
    [4, "xz"],
  ] as const) {
    bytes[20] = number;
    await expect(openImage(memorySource(bytes))).rejects.toMatchObject({
      code: "squashfs/unsupported-compressor",
      message: `the image is compressed with ${name}, which cannot be read here`,
    });
  }
});

test("what is no image is told from what is damaged", async () => {
  await expect(openImage(memorySource(new Uint8Array(0)))).rejects.toMatchObject({
    code: "squashfs/not-squashfs",
  });
  await expect(openImage(memorySource(noise(5000)))).rejects.toMatchObject({ code: "squashfs/not-squashfs" });
  const { bytes } = await sampleImage(directory({ a: file(noise(3 * smallBlock)) }), { stored: true });
  bytes[32] = 0xff;
  await expect(openImage(memorySource(bytes))).rejects.toMatchObject({
    code: "squashfs/damaged",
    message: expect.stringContaining("the inode table of the image is damaged"),
  });
});

test("a file of more than 4 GiB, all holes, has its size and is read bit by bit", async () => {
  const compressor = createCompressor({ name: "zstd" });
  const size = 40_000 * 131_072;
  const files = tableOf({ size, holes: 40_000, words: Array.from({ length: 40_000 }, () => 0) });
  const { kind: _, children: __, ...attributes } = directory({});
  const big = { ...attributes, kind: "file" as const, size, data: { area: 0, file: files.at(0) } };
  const index = { length: 0, blockSize: 131_072, compressor: "zstd", files, fragments: [] };
  const target = memoryFile();
  await writeImage(target, 0, {
    root: { ...attributes, kind: "directory", children: new Map([["big", big]]) },
    areas: [{ index, bytes: memorySource(new Uint8Array(0)) }],
    compressor,
    time: 0,
  });
  const image = await openImage(memorySource(target.bytes()));
  const node = image.root.children.get("big");
  if (node?.kind !== "file") throw new Error("big is a file");
  expect(node.size).toBe(size);
  for await (const part of image.readFile(node)) {
    expect(part.length).toBe(131_072);
    break;
  }
});

test("a data area whose numbers do not fit is refused", async () => {
  const compressor = createCompressor({ name: "zstd" });
  const { kind: _, children: __, ...attributes } = directory({});
  const files = tableOf({ size: 131_072, start: 50, words: [100] });
  const node = { ...attributes, kind: "file" as const, size: 131_072, data: { area: 0, file: files.at(0) } };
  const index = { length: 149, blockSize: 131_072, compressor: "zstd", files, fragments: [] };
  const writing = writeImage(memoryFile(), 0, {
    root: { ...attributes, kind: "directory", children: new Map([["a", node]]) },
    areas: [{ index, bytes: memorySource(new Uint8Array(149)) }],
    compressor,
    time: 0,
  });
  await expect(writing).rejects.toMatchObject({ code: "squashfs/bad-area" });
});

/** A table of one file that ends with a whole block. */
const tableOf = ({
  words,
  ...row
}: {
  readonly size: number;
  readonly start?: number;
  readonly holes?: number;
  readonly words: readonly number[];
}): FileTable => {
  const files = new FileTable(131_072);
  for (const word of words) {
    files.addWord();
    files.setWord(files.words - 1, word);
  }
  files.add({
    start: 0,
    holes: 0,
    firstWord: 0,
    fragment: 0xffffffff,
    offset: 0,
    hash: new Uint8Array(32),
    ...row,
  });
  return files;
};
