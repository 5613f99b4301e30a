/** Files as sources: any place of a regular file, and clear words about everything else. */

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFileSource } from "../src/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bytes-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a file", () => {
  it("gives bytes from any place", async () => {
    const path = join(folder, "ten");
    await writeFile(path, "0123456789");
    const source = await openFileSource(path);
    expect(source.size).toBe(10);
    expect(String(await source.read(3, 4))).toBe("3456");
    expect(String(await source.read(10, 0))).toBe("");
    await source.close();
  });

  it("says where it ends, before it takes memory for what is not there", async () => {
    const path = join(folder, "short");
    await writeFile(path, "0123456789");
    const source = await openFileSource(path);
    await expect(source.read(8, 2 ** 40)).rejects.toMatchObject({
      code: "bytes/truncated",
      message: `${path} ends at byte 10, ${2 ** 40 - 2} more were expected`,
    });
    await source.close();
  });

  it("says where it ends when it was cut while it was open", async () => {
    const path = join(folder, "cut");
    await writeFile(path, "0123456789");
    const source = await openFileSource(path);
    await truncate(path, 4);
    await expect(source.read(2, 8)).rejects.toMatchObject({
      code: "bytes/truncated",
      message: `${path} ends at byte 4, 6 more were expected`,
    });
    await source.close();
  });
});

describe("what is no file", () => {
  it("is said to be missing", async () => {
    const path = join(folder, "none");
    await expect(openFileSource(path)).rejects.toMatchObject({
      code: "bytes/cannot-read",
      message: `cannot read ${path}: no such file`,
    });
  });

  it("is said to be a folder", async () => {
    await expect(openFileSource(folder)).rejects.toMatchObject({
      message: `cannot read ${folder}: it is a folder`,
    });
  });

  it("is not waited for when it is a pipe", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    await expect(openFileSource(path)).rejects.toMatchObject({
      message: `cannot read ${path}: it is no regular file`,
    });
  });
});
