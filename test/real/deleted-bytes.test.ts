/**
 * What a layer deleted is nowhere in the image. Looked for in the bytes of the file, and in all that any place of it decompresses to,
 * whether a table of the image leads there or not.
 */

import { randomFillSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, inflateSync, zstdDecompressSync } from "node:zlib";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "./program.ts";

const BLOCK = 128 * 1024;
const secrets = ["tail-of-a-deleted-file", "block-of-a-deleted-file", "overwritten-content"];
const kept = ["tail-of-a-kept-file", "block-of-a-kept-file", "content-written-over-it"];

/** More than a block of a text, with noise between, so that it neither is one sparse block nor compresses to nothing. */
const longFile = (text: string): string => {
  const noise = randomFillSync(Buffer.alloc(2000)).toString("base64");
  return `${text} ${noise}\n`.repeat(Math.ceil((1.5 * BLOCK) / 2700));
};

const image = imageOf({
  layers: [
    await layerTar([
      { path: "tails/deleted", content: secrets[0] ?? "" },
      { path: "tails/kept", content: kept[0] ?? "" },
      { path: "blocks/deleted", content: longFile(secrets[1] ?? "") },
      { path: "blocks/kept", content: longFile(kept[1] ?? "") },
      { path: "over", content: secrets[2] ?? "" },
    ]),
    await layerTar([
      { path: "tails/.wh.deleted", content: "" },
      { path: "blocks/.wh.deleted", content: "" },
      { path: "over", content: kept[2] ?? "" },
    ]),
  ],
});

describe("an image", () => {
  let folder = "";
  let registry: TestRegistry;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "deftools-deleted-"));
    registry = await startRegistry();
    registry.putImage("lab/app", "1", image);
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  it.each(["gzip", "zstd"])("in %s holds no byte of a deleted file", async (codec) => {
    const output = join(folder, `${codec}.sif`);
    const uri = `docker://${registry.host}/lab/app:1`;
    const { code, stderr } = await runProgram(folder, ["pull", "-q", "--compression", codec, output, uri]);
    expect(code, stderr).toBe(0);
    const everything = everythingIn(readFileSync(output)).map((bytes) => bytes.toString("latin1"));
    const found = (texts: readonly string[]) =>
      texts.filter((text) => everything.some((part) => part.includes(text)));
    expect(found(kept)).toEqual(kept);
    expect(found(secrets)).toEqual([]);
  });
});

/** The bytes as they are, and what decompresses from each place where a zlib stream or a zstd frame could start. */
const everythingIn = (file: Buffer): readonly Buffer[] => {
  const parts = [file];
  for (let at = 0; at < file.length - 4; at++) {
    const decompress = decompressorAt(file, at);
    if (decompress === undefined) continue;
    try {
      parts.push(decompress(file.subarray(at, at + BLOCK + 1024)));
    } catch {
      // most places that look like a start are none
    }
  }
  return parts;
};

const decompressorAt = (file: Buffer, at: number): ((bytes: Uint8Array) => Buffer) | undefined => {
  const head = file.readUInt16BE(at);
  // RFC 1950: deflate with a window of 32 KiB, and a check of these two bytes
  if ((head & 0xff00) === 0x7800 && head % 31 === 0)
    return (bytes) => inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  // RFC 8878
  return file.readUInt32LE(at) === 0xfd2fb528 ? zstdFrame : undefined;
};

/** With a flush in place of an end, what follows a frame is no error. */
const zstdFrame = (bytes: Uint8Array): Buffer =>
  zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_flush, maxOutputLength: BLOCK });
