/** Data areas: every content once, holes for zeros, tail ends in fragments, little memory, failures that leave it usable. */

import { type ByteSink, memorySink } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import { afterAll, expect, test } from "vitest";
import { type Compressor, createCompressor, createDataArea } from "../../src/index.ts";
import { noise } from "../every-kind.ts";
import { smallBlock, streamOf } from "../sample-image.ts";

const compressor = createCompressor({ name: "gzip", workers: 2 });
afterAll(() => compressor.close());
const blockSize = smallBlock;

test("the same content is stored once, short or long", async () => {
  const sink = memorySink();
  const area = createDataArea(sink, { compressor, blockSize });
  const long = noise(3 * blockSize + 10);
  const first = [await area.add(streamOf(Buffer.from("short"))), await area.add(streamOf(long))];
  await area.finish();
  const once = sink.position;
  const again = memorySink();
  const second = createDataArea(again, { compressor, blockSize });
  for (let round = 0; round < 3; round++) {
    expect((await second.add(streamOf(Buffer.from("short")))).hash).toBe(first[0]!.hash);
    expect((await second.add(streamOf(long))).hash).toBe(first[1]!.hash);
  }
  await second.finish();
  expect(again.position).toBe(once);
});

test("zeros take no room, and a file of zeros has only holes", async () => {
  const sink = memorySink();
  const area = createDataArea(sink, { compressor, blockSize });
  const zeros = await area.add(streamOf(new Uint8Array(4 * blockSize)));
  const mixed = await area.add(streamOf(Buffer.concat([new Uint8Array(2 * blockSize), noise(blockSize)])));
  const { length, fragments } = await area.finish();
  expect(zeros).toMatchObject({ size: 4 * blockSize, sparse: 4 * blockSize, blocks: [0, 0, 0, 0] });
  expect(mixed).toMatchObject({ sparse: 2 * blockSize, start: 0, blocks: [0, 0, blockSize | (1 << 24)] });
  expect(length).toBe(blockSize);
  expect(fragments).toEqual([]);
});

test("tail ends share fragments of up to a block", async () => {
  const area = createDataArea(memorySink(), { compressor, blockSize });
  const files = [];
  for (const length of [1000, 3000, 200, blockSize + 5])
    files.push(await area.add(streamOf(noise(length + 1).subarray(1))));
  const { fragments } = await area.finish();
  expect(files.map(({ fragment }) => fragment)).toEqual([
    { index: 0, offset: 0 },
    { index: 0, offset: 1000 },
    { index: 1, offset: 0 },
    { index: 1, offset: 200 },
  ]);
  expect(fragments.map(({ uncompressed }) => uncompressed)).toEqual([4000, 205]);
});

test("no more blocks are under way than it may hold", async () => {
  let underWay = 0;
  let most = 0;
  const slow: Compressor = {
    ...compressor,
    compress: async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return Uint8Array.of(1);
    },
  };
  const area = createDataArea(memorySink(), { compressor: slow, blockSize, inFlight: 3 });
  await area.add(streamOf(noise(100 * blockSize)));
  await area.finish();
  expect(most).toBe(3);
});

test("a stream that fails leaves no trace in the files after it", async () => {
  const area = createDataArea(memorySink(), { compressor, blockSize });
  const failing = async function* () {
    yield noise(20 * blockSize);
    throw new Failure("test/reset", "the connection was reset");
  };
  await expect(area.add(failing())).rejects.toThrow("the connection was reset");
  const file = await area.add(streamOf(Buffer.from("after")));
  expect((await area.finish()).fragments).toHaveLength(1);
  expect(file.fragment).toEqual({ index: 0, offset: 0 });
});

test("a sink that fails is heard of, at the latest at the end", async () => {
  const full: ByteSink = {
    position: 0,
    write: async () => {
      throw new Failure("test/full", "the disk is full");
    },
  };
  const area = createDataArea(full, { compressor, blockSize });
  await area.add(streamOf(Buffer.from("a tail")));
  await expect(area.finish()).rejects.toThrow("the disk is full");
});

test("two files at a time are our mistake", async () => {
  const area = createDataArea(memorySink(), { compressor, blockSize });
  const first = area.add(streamOf(noise(10)));
  await expect(area.add(streamOf(noise(10)))).rejects.toThrow("one after the other");
  await first;
});
