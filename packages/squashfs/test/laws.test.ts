/** What holds for every tree: it comes back as it was, its bytes are the same every time, and damage is only ever a Failure. */

import { memorySource } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openImage } from "../src/index.ts";
import { listing } from "./listing.ts";
import { randomTree } from "./random-tree.ts";
import { contentOf, readSample, sampleImage } from "./sample-image.ts";

const codec = fc.constantFrom("gzip" as const, "zstd" as const);

test("a tree that is written is read back as it was", () =>
  fc.assert(
    fc.asyncProperty(randomTree, codec, fc.integer({ min: 1, max: 3 }), async (tree, name, areas) => {
      const { bytes } = await sampleImage(tree, { codec: name, areas });
      expect(listing(await readSample(bytes))).toBe(listing(tree));
    }),
    { numRuns: 60 },
  ));

test("the bytes do not depend on the number of workers", () =>
  fc.assert(
    fc.asyncProperty(randomTree, codec, async (tree, name) => {
      const one = await sampleImage(tree, { codec: name, workers: 1 });
      const many = await sampleImage(tree, { codec: name, workers: 5 });
      expect(Buffer.compare(one.bytes, many.bytes)).toBe(0);
    }),
    { numRuns: 15 },
  ));

test("every place the superblock names is inside the image, and the image ends on a page", () =>
  fc.assert(
    fc.asyncProperty(randomTree, async (tree) => {
      const { bytes, written } = await sampleImage(tree);
      const { superblock } = await openImage(memorySource(bytes));
      for (const name of [
        "idTable",
        "xattrTable",
        "inodeTable",
        "directoryTable",
        "fragmentTable",
        "exportTable",
      ] as const)
        expect(superblock[name] ?? 0).toBeLessThanOrEqual(superblock.bytesUsed);
      expect(superblock.bytesUsed).toBe(written.bytesUsed);
      expect(bytes.length).toBe(written.size);
      expect(bytes.length % 4096).toBe(0);
    }),
    { numRuns: 30 },
  ));

/** Reads everything there is. */
const readAll = async (bytes: Uint8Array): Promise<void> => {
  const image = await openImage(memorySource(bytes));
  const open = [image.root];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop())
    for (const child of directory.children.values()) {
      if (child.kind === "directory") open.push(child);
      if (child.kind === "file" && child.size < 1 << 24) await contentOf(image, child);
    }
};

const failsWellOrNot = async (bytes: Uint8Array): Promise<void> => {
  try {
    await readAll(bytes);
  } catch (error) {
    if (!isFailure(error) || !error.code.startsWith("squashfs/")) throw error;
  }
};

test("flipped bytes give a Failure of this room, or pass unseen, and never anything else", () =>
  fc.assert(
    fc.asyncProperty(
      randomTree,
      fc.boolean(),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 100, maxLength: 300 }),
      async (tree, stored, flips) => {
        const { bytes, written } = await sampleImage(tree, { stored });
        for (const [at, mask] of flips) {
          const damaged = Uint8Array.from(bytes);
          // Most from the end, where the tables are.
          damaged[written.bytesUsed - 1 - (at % Math.min(written.bytesUsed, 2000))]! ^= mask;
          damaged[at % 96]! ^= at % 3 === 0 ? mask : 0;
          await failsWellOrNot(damaged);
        }
      },
    ),
    { numRuns: 40 },
  ));

test("a cut image is a Failure of this room", () =>
  fc.assert(
    fc.asyncProperty(randomTree, fc.nat(), async (tree, cut) => {
      const { bytes, written } = await sampleImage(tree);
      await expect(readAll(bytes.subarray(0, cut % written.bytesUsed))).rejects.toSatisfy(
        (error) => isFailure(error) && error.code.startsWith("squashfs/"),
      );
    }),
    { numRuns: 30 },
  ));
