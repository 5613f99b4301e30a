/** Sources as streams: every byte once, in order. */

import { expect, it } from "vitest";
import { collect, memorySource } from "../src/memory.ts";
import { streamOf } from "../src/source-stream.ts";

it.each([0, 1, 1024 * 1024, 1024 * 1024 + 1])("gives all of %i bytes in order", async (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, index) => index % 251);
  const read = await collect(streamOf(memorySource(bytes)), size, "it");
  expect(Buffer.compare(read, bytes)).toBe(0);
});
it("ends where it is told to", async () => {
  expect(await collect(streamOf(memorySource(Buffer.from("abcdef")), 4), 4, "it")).toEqual(
    Buffer.from("abcd"),
  );
});
