/** Odd and hostile archives, as headers alone. */

import { memorySource } from "@deftools/bytes";
import { layerTar } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { indexTar } from "../../src/sources/tar-index.ts";
import { failureOf } from "../opening.ts";
import { patchedHeader } from "./image-files.ts";

const block = 512;
const zeros = 2 * block;
const index = (...parts: readonly Uint8Array[]) => indexTar(memorySource(Buffer.concat(parts)), "it");
const headers = async (...parts: Parameters<typeof layerTar>[0]): Promise<Uint8Array> =>
  (await layerTar(parts)).subarray(0, -zeros);

const empty = await headers({ path: "empty" });
const folder = await headers({ path: "folder/" });
const extended = await headers({ path: "x", content: "x", xattrs: { "user.a": "b" } });

describe("an archive", () => {
  it("may lack the zeros at its end, even after an empty file or a folder", async () => {
    expect((await index(folder, empty)).find("empty")).toEqual({ offset: 2 * block, size: 0 });
    expect((await index(empty, folder)).find("folder")).toBeUndefined();
  });

  it("may have one block of zeros, and anything after it", async () => {
    const found = await index(empty, Buffer.alloc(block), Buffer.alloc(700, "x"));
    expect(found.find("./empty/")).toEqual({ offset: block, size: 0 });
  });

  it("of too many members is not read to its end", async () => {
    const many = Buffer.concat(Array.from({ length: 50_001 }, () => empty));
    expect(await failureOf(index(many))).toMatchObject({
      code: "oci/too-large",
      message: "archive it has more than 50000 members",
    });
  }, 60_000);

  it("of too many headers before a member is not read to its end", async () => {
    const chain = Buffer.concat(Array.from({ length: 1000 }, () => extended.subarray(0, 2 * block)));
    expect((await failureOf(index(chain, extended))).code).toBe("oci/too-large");
  });

  it.each([
    ["beyond the end", "77777777777\0"],
    ["below zero", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0000"],
    ["beyond all numbers", "\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"],
    ["of no digits", "size?!\0\0\0\0\0\0"],
  ])("with a size %s is refused", async (_what, size) => {
    const odd = patchedHeader(empty, 124, Buffer.from(size, "latin1"));
    expect((await failureOf(index(empty, odd, Buffer.alloc(zeros)))).code).toBe("oci/bad-archive");
  });

  it("may have links that lead to nothing at all", async () => {
    const nameless = await headers({ path: "none", type: "link" }, { path: "neither", type: "symlink" });
    const found = await index(nameless, Buffer.alloc(zeros));
    expect([found.find("none"), found.find("neither"), found.find("")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("cut short in its first member is told apart from what is no archive", async () => {
    const whole = await headers({ path: "a", content: "a".repeat(1000) });
    expect((await failureOf(index(whole.subarray(0, 600)))).message).toBe(
      'archive it is damaged at byte 0: "a" should have 1000 bytes, 88 are there',
    );
    for (const bytes of [new Uint8Array(), Buffer.from("short"), Buffer.alloc(5000, "x")])
      expect((await failureOf(index(bytes))).message).toBe("it is no tar archive");
  });

  it("keeps no endless names", async () => {
    const long = `${"a/".repeat(600)}b`;
    const found = await index(await layerTar([{ path: long, content: "1" }, { path: "c" }]));
    expect(found.find(long)).toBeUndefined();
    expect(found.find("c")).toBeDefined();
  });
});
