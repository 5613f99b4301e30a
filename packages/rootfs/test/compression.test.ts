/** Layers in every compression, damaged ones, and streams that end early on either side. */

import { randomBytes } from "node:crypto";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompressLayer } from "../src/compression.ts";
import { allOf, chunked } from "./tar-maker.ts";

const plain = Buffer.from("some text that repeats, some text that repeats. ".repeat(20_000));
const whole = async (bytes: Uint8Array, mediaType?: string): Promise<Buffer> =>
  await allOf(decompressLayer(chunked(bytes, [1, 7, 1000]), mediaType));

describe("a layer", () => {
  it.each([
    ["plain", plain],
    ["gzip", gzipSync(plain)],
    [
      "gzip of several members",
      Buffer.concat([gzipSync(plain.subarray(0, 999)), gzipSync(plain.subarray(999))]),
    ],
    ["zstd", zstdCompressSync(plain)],
    [
      "zstd of several frames",
      Buffer.concat([zstdCompressSync(plain.subarray(0, 999)), zstdCompressSync(plain.subarray(999))]),
    ],
  ])("in %s is read", async (_, bytes) => {
    expect((await whole(bytes)).equals(plain)).toBe(true);
  });
  it("of no bytes is empty", async () => {
    expect(await whole(Buffer.alloc(0))).toHaveLength(0);
  });
  it.each([
    ["truncated gzip", gzipSync(plain).subarray(0, -20)],
    ["truncated zstd", zstdCompressSync(plain).subarray(0, -20)],
    ["gzip with a flipped bit", Buffer.from(gzipSync(plain)).fill(0x55, 60, 61)],
    ["gzip with a header alone", Buffer.from([0x1f, 0x8b])],
  ])("in %s is refused", async (_, bytes) => {
    await expect(whole(bytes)).rejects.toMatchObject({ code: "rootfs/bad-compression" });
  });
  it("in a format that images do not use is refused by its name", async () => {
    await expect(whole(Buffer.from("BZh91AY"), "application/x")).rejects.toThrow(/application\/x.*bzip2/);
  });
  it("that grows beyond reason is refused", async () => {
    const bomb = zstdCompressSync(Buffer.alloc(2 ** 26));
    const many = Buffer.concat(Array.from({ length: 20 }, () => bomb));
    const reading = async (): Promise<void> => {
      for await (const _ of decompressLayer(chunked(many), undefined, { expansion: 100 }));
    };
    await expect(reading()).rejects.toMatchObject({ code: "rootfs/limit" });
  });
});

describe("zstd", () => {
  it("may have a frame for each file, skippable frames, and any chunking", async () => {
    const skippable = Buffer.concat([
      Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 200, 0, 0, 0]),
      Buffer.alloc(200, 1),
    ]);
    const noise = randomBytes(400_000);
    const parts = [
      plain.subarray(0, 10),
      plain,
      noise,
      Buffer.alloc(0),
      Buffer.alloc(300_000),
      plain.subarray(5),
    ];
    const checksum = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
    const frames = parts.flatMap((part, index) => [
      zstdCompressSync(part, index % 2 === 0 ? {} : checksum),
      skippable,
    ]);
    for (const sizes of [[1 << 20], [1000, 1, 70_000], [3]]) {
      const read = await allOf(decompressLayer(chunked(Buffer.concat(frames), sizes)));
      expect(read.equals(Buffer.concat(parts))).toBe(true);
    }
  });
});

describe("other bytes after the end", () => {
  it.each([
    ["gzip", gzipSync(plain)],
    ["zstd", zstdCompressSync(plain)],
  ])("of %s are refused, however they are chunked", async (_, bytes) => {
    for (const rest of [Buffer.from("garbage"), Buffer.alloc(600)])
      for (const size of [1, 100, bytes.length, 1 << 20]) {
        const reading = allOf(decompressLayer(chunked(Buffer.concat([bytes, rest]), [size])));
        await expect(reading).rejects.toMatchObject({ code: "rootfs/bad-compression" });
      }
  });
});

describe("the stream behind", () => {
  const failing = (bytes: Uint8Array, error: Error): AsyncIterable<Uint8Array> =>
    (async function* () {
      yield* chunked(bytes, [100]);
      throw error;
    })();

  it.each([
    ["plain", plain.subarray(0, 500)],
    ["gzip", gzipSync(plain).subarray(0, 500)],
    ["zstd", zstdCompressSync(plain).subarray(0, 60)],
  ])("may fail in %s, and its error comes through as it is", async (_, bytes) => {
    const error = new Error("the digest differs");
    await expect(allOf(decompressLayer(failing(bytes, error)))).rejects.toBe(error);
  });
  it.each([
    ["plain", plain],
    ["gzip", gzipSync(plain)],
    ["zstd", zstdCompressSync(plain)],
  ])("is closed when the reader of %s leaves early", async (_, bytes) => {
    let closed = false;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked(bytes, [10]);
      } finally {
        closed = true;
      }
    };
    for await (const _ of decompressLayer(watched())) break;
    expect(closed).toBe(true);
  });
});
