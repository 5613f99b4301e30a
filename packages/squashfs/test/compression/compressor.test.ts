/** Compressors: what they make is read back, they are the same at any parallelism, and their end is never a hang. */

import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { inflateSync, zstdDecompressSync } from "node:zlib";
import { isFailure } from "@deftools/trouble";
import { expect, test } from "vitest";
import { createDeflatePool } from "../../src/compression/deflate-pool.ts";
import { createZlibCompressor } from "../../src/compression/gzip.ts";
import { isIncompressible } from "../../src/compression/incompressible.ts";
import { createCompressor } from "../../src/index.ts";
import { noise } from "../every-kind.ts";

const text = Buffer.alloc(131_072, "a line of text that comes again, ");
const shared = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
};

test("gzip blocks, on shared memory and not, are zlib's format", async () => {
  const compressor = createCompressor({ name: "gzip", workers: 2 });
  const outputs = await Promise.all([compressor.compress(text), compressor.compress(shared(text))]);
  outputs.push(compressor.compressNow(text));
  await compressor.close();
  for (const output of outputs) expect(inflateSync(output!).equals(text)).toBe(true);
  expect(Buffer.compare(Buffer.from(outputs[0]!), Buffer.from(outputs[1]!))).toBe(0);
});

test("the fall-back on Node's zlib gives the same format", async () => {
  const compressor = createZlibCompressor({ id: 1, level: 12, parallelism: 1 });
  expect(inflateSync((await compressor.compress(text))!).equals(text)).toBe(true);
  expect(inflateSync(compressor.compressNow(text)!).equals(text)).toBe(true);
  expect(await compressor.compress(noise(4096))).toBeUndefined();
});

test("a zstd frame asks for no more window than its block, at every level", async () => {
  for (const level of [1, 3, 9, 19]) {
    const compressor = createCompressor({ name: "zstd", level });
    for (const output of [await compressor.compress(text), compressor.compressNow(text)]) {
      expect(zstdDecompressSync(output!).equals(text)).toBe(true);
      expect(windowOf(output!)).toBeLessThanOrEqual(text.length);
    }
  }
});

/** RFC 8878, 3.1.1.1: a single-segment frame needs its content's size, another one says its window. */
const windowOf = (frame: Uint8Array): number => {
  const descriptor = frame[4]!;
  if ((descriptor & 0x20) !== 0) return text.length;
  return 2 ** (10 + (frame[5]! >> 3)) * (1 + (frame[5]! & 7) / 8);
};

test("what does not shrink is undefined, and the block is as it was", async () => {
  for (const name of ["gzip", "zstd"] as const) {
    const compressor = createCompressor({ name, workers: 1 });
    const block = shared(noise(131_072));
    expect(await compressor.compress(block)).toBeUndefined();
    expect(Buffer.compare(block, noise(131_072))).toBe(0);
    await compressor.close();
  }
});

test("only noise is called incompressible", () => {
  expect(isIncompressible(noise(131_072))).toBe(true);
  expect(isIncompressible(text)).toBe(false);
  expect(isIncompressible(noise(100))).toBe(false);
  const twice = Buffer.concat([noise(16_384), noise(16_384)]);
  expect(isIncompressible(twice)).toBe(false);
  expect(isIncompressible(Buffer.concat([noise(65_536), text.subarray(0, 65_536)]))).toBe(false);
});

test("a level that the codec does not have is refused", () => {
  expect(() => createCompressor({ name: "gzip", level: 13 })).toThrow("gzip has no compression level 13");
  expect(() => createCompressor({ name: "zstd", level: 0 })).toThrow("zstd has no compression level 0");
});

test("a worker that cannot start fails the blocks it was given, and those after", async () => {
  const pool = createDeflatePool(5, 1, new URL("./no-such-worker.ts", import.meta.url));
  const lost = (error: unknown) => isFailure(error, "squashfs/compression-failed");
  await expect(pool.compress(text)).rejects.toSatisfy(lost);
  await expect(pool.compress(text)).rejects.toSatisfy(lost);
  await pool.close();
});

test("the first blocks, which start no threads, and those of threads come out the same", async () => {
  const compressor = createCompressor({ name: "gzip", workers: 2 });
  const outputs = await Promise.all(Array.from({ length: 40 }, () => compressor.compress(text)));
  await compressor.close();
  const [first] = outputs;
  if (first === undefined) throw new Error("text shrinks");
  for (const output of outputs) expect(Buffer.compare(output ?? new Uint8Array(0), first)).toBe(0);
});

test("closing fails what is under way, and what comes later is our mistake", async () => {
  const pool = createDeflatePool(5, 1);
  const underWay = pool.compress(text);
  const failed = expect(underWay).rejects.toSatisfy((error) =>
    isFailure(error, "squashfs/compression-failed"),
  );
  await pool.close();
  await failed;
  await expect(pool.compress(text)).rejects.toThrow("a closed compressor was given a block");
  const compressor = createCompressor({ name: "gzip", workers: 1 });
  await compressor.close();
  await expect(compressor.compress(text)).rejects.toThrow("a closed compressor was given a block");
});

test("a compressor that nobody closed does not keep a program alive", () => {
  const door = pathToFileURL(`${import.meta.dirname}/../../src/index.ts`).href;
  const program = `
    import { createCompressor } from ${JSON.stringify(door)};
    const compressor = createCompressor({ name: "gzip", workers: 2 });
    const blocks = Array.from({ length: 40 }, () => compressor.compress(new Uint8Array(100000)));
    console.log((await Promise.all(blocks)).every((output) => output.length < 1000));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(run.stdout).toBe("true\n");
  expect(run.status).toBe(0);
});
