/** The bytes of a written SIF, field by field, and what cannot be written. */

import { createHash } from "node:crypto";
import type { RandomAccessSink } from "@deftools/bytes";
import { type SifObject, writeSif } from "@deftools/sif";
import { describe, expect, it } from "vitest";
import { built, bytesOf, memoryFile } from "./sample.ts";

const descriptor = (bytes: Buffer, index: number): Buffer =>
  bytes.subarray(4096 + index * 585, 4096 + (index + 1) * 585);

describe("the header", () => {
  it("has every byte in its place", async () => {
    const bytes = await bytesOf(built);
    expect(bytes.subarray(0, 128).toString("hex").match(/.{32}/g)).toMatchInlineSnapshot(`
      [
        "23212f7573722f62696e2f656e762072",
        "756e2d73696e67756c61726974790a00",
        "5349465f4d4147494300303100303200",
        "00112233445566778899aabbccddeeff",
        "00f153650000000000f1536500000000",
        "2c000000000000003000000000000000",
        "0010000000000000b06d000000000000",
        "b07d0000000000005012000000000000",
      ]
    `);
    expect(bytes.subarray(128, 4096).every((byte) => byte === 0)).toBe(true);
    expect(bytes).toHaveLength(32_768 + 4096);
    expect(createHash("sha256").update(bytes).digest("hex")).toMatchInlineSnapshot(
      `"f9a8f46362464748340a74a65788ba2950d52428f65dea419047703d1a2435ce"`,
    );
  });
  it("comes last, so that an unfinished file is no SIF", async () => {
    const offsets: number[] = [];
    await writeSif({ writeAt: async (offset) => void offsets.push(offset) }, built);
    expect(offsets.at(-1)).toBe(0);
    expect(offsets.indexOf(0)).toBe(offsets.length - 1);

    const file = memoryFile();
    const broken: SifObject = { type: "generic", content: () => Promise.reject(new Error("disk full")) };
    await expect(writeSif(file, { ...built, objects: [...built.objects, broken] })).rejects.toThrow(
      "disk full",
    );
    expect(
      file
        .bytes()
        .subarray(0, 4096)
        .every((byte) => byte === 0xee),
    ).toBe(true);
  });
});

describe("descriptors", () => {
  it("count the padding before a partition, which starts at a multiple of 4096", async () => {
    const bytes = await bytesOf(built);
    const partition = descriptor(bytes, 3);
    const end = 32_176 + 33 + 20 + 2;
    expect(partition.readBigInt64LE(17)).toBe(32_768n);
    expect(partition.readBigInt64LE(25)).toBe(4096n);
    expect(partition.readBigInt64LE(33)).toBe(BigInt(32_768 + 4096 - end));
    expect(bytes.subarray(end, 32_768).every((byte) => byte === 0)).toBe(true);
    expect(partition.subarray(201, 213).toString("hex")).toBe("010000000200000030320000");
    expect(partition.readUInt32LE(9)).toBe(0xf0000001);
  });
  it("that are not used are zeros", async () => {
    const bytes = await bytesOf(built);
    expect(bytes.subarray(4096 + 4 * 585, 32_176).every((byte) => byte === 0)).toBe(true);
  });
  it("of a signature have no group, a link to a group, and the fingerprint", async () => {
    const signature: SifObject = {
      type: "signature",
      group: "none",
      link: { kind: "group", id: 1 },
      signature: { hash: "sha256", fingerprint: "433fe984155206bd962725e20e8713472a879943" },
      content: Buffer.from("signed"),
    };
    const bytes = descriptor(await bytesOf({ ...built, objects: [signature] }), 0);
    expect(bytes.subarray(0, 17).toString("hex")).toBe(
      "05400000" + "01" + "01000000" + "000000f0" + "010000f0",
    );
    expect(bytes.subarray(201, 229).toString("hex")).toBe(
      "01000000433fe984155206bd962725e20e8713472a87994300000000",
    );
  });
});

describe("content", () => {
  it("may be written out of order, as a file system is", async () => {
    const content = {
      write: async (file: RandomAccessSink, start: number) => {
        await file.writeAt(start + 4, Buffer.from("last"));
        await file.writeAt(start, Buffer.from("head"));
        return { size: 8 };
      },
    };
    const after: SifObject = { type: "generic", content: Buffer.from("!") };
    const bytes = await bytesOf({ ...built, objects: [{ type: "generic", content }, after] });
    expect(bytes.subarray(32_176).toString()).toBe("headlast!");
    expect(descriptor(bytes, 0).readBigInt64LE(25)).toBe(8n);
  });
});

describe("refused are", () => {
  const generic: SifObject = { type: "generic", content: new Uint8Array() };
  it("more than 48 objects", async () => {
    const objects = Array.from({ length: 49 }, () => generic);
    await expect(bytesOf({ ...built, objects })).rejects.toMatchObject({ code: "sif/too-much" });
    await expect(bytesOf({ ...built, objects: objects.slice(1) })).resolves.toHaveLength(32_176);
  });
  it("names longer than 128 bytes", async () => {
    const named = (name: string) => bytesOf({ ...built, objects: [{ ...generic, name }] });
    await expect(named("é".repeat(65))).rejects.toMatchObject({ code: "sif/too-much" });
    await expect(named("é".repeat(64))).resolves.toBeDefined();
  });
  it("two primary partitions, as a mistake of ours", async () => {
    const primary = built.objects[3]!;
    await expect(bytesOf({ ...built, objects: [primary, primary] })).rejects.toMatchObject({ name: "Bug" });
  });
});
