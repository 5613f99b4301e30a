/** Output files: whole under their name, or not there at all. */

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutputFile } from "../src/index.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bytes-"));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe("an output file", () => {
  it("is not there before commit, and whole after it", async () => {
    const path = join(folder, "out");
    const file = await createOutputFile(path);
    await file.writeAt(5, bytes("world"));
    await file.writeAt(0, bytes("hello"));
    expect(await readdir(folder)).toEqual([
      expect.stringMatching(/^\.out\.[0-9a-f]{8}-\d+-[0-9a-f]{12}\.part$/),
    ]);
    await file.commit();
    expect(await readdir(folder)).toEqual(["out"]);
    expect(await readFile(path, "utf8")).toBe("helloworld");
  });

  it("is whole when it is brought to the disk while it is written, or not at all", async () => {
    const part = Buffer.alloc(1 << 24, "0123456789abcdef");
    for (const durable of [true, false]) {
      const path = join(folder, `long-${durable}`);
      const file = await createOutputFile(path, { durable });
      for (let at = 0; at < 5; at += 1) await file.writeAt(at * part.length, part);
      await file.commit();
      const whole = await readFile(path);
      expect(whole.length).toBe(5 * part.length);
      expect(whole.subarray(4 * part.length).equals(part)).toBe(true);
    }
    const left = await createOutputFile(join(folder, "left"));
    for (let at = 0; at < 3; at += 1) await left.writeAt(at * part.length, part);
    await left.discard();
    expect((await readdir(folder)).sort()).toEqual(["long-false", "long-true"]);
  });

  it("leaves nothing behind when it is discarded, even twice", async () => {
    const file = await createOutputFile(join(folder, "out"));
    await file.writeAt(0, bytes("x"));
    await file.discard();
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it("stays when it is discarded after commit", async () => {
    const file = await createOutputFile(join(folder, "out"));
    await file.commit();
    await file.discard();
    expect(await readdir(folder)).toEqual(["out"]);
  });

  it("replaces what is there, unless it must not", async () => {
    const path = join(folder, "out");
    await writeFile(path, "old");
    const polite = await createOutputFile(path, { overwrite: false });
    await polite.writeAt(0, bytes("new"));
    await expect(polite.commit()).rejects.toMatchObject({
      code: "bytes/exists",
      message: `${path} already exists`,
      hint: "use --force to replace it",
    });
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["out"]);

    const file = await createOutputFile(path);
    await file.writeAt(0, bytes("new"));
    await file.commit();
    expect(await readFile(path, "utf8")).toBe("new");
  });

  it("appears under a free name when it must not replace", async () => {
    const path = join(folder, "out");
    const file = await createOutputFile(path, { overwrite: false });
    await file.writeAt(0, bytes("new"));
    await file.commit();
    expect(await readdir(folder)).toEqual(["out"]);
    expect((await stat(path)).nlink).toBe(1);
  });

  it("has the mode that was asked for", async () => {
    const path = join(folder, "out");
    const file = await createOutputFile(path, { mode: 0o700 });
    await file.commit();
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it("may have a name as long as names can be", async () => {
    const name = "n".repeat(255);
    const file = await createOutputFile(join(folder, name));
    await file.commit();
    expect(await readdir(folder)).toEqual([name]);
  });
});

describe("a place that takes no file", () => {
  it("is named, with the way out", async () => {
    const path = join(folder, "none", "out");
    await expect(createOutputFile(path)).rejects.toMatchObject({
      code: "bytes/cannot-write",
      message: `cannot write ${path}: the folder does not exist`,
      hint: "create it first",
    });
  });

  it("is a folder of that name, and nothing stays behind", async () => {
    const path = join(folder, "out");
    await mkdir(path);
    const file = await createOutputFile(path);
    await expect(file.commit()).rejects.toMatchObject({
      code: "bytes/cannot-write",
      message: `cannot write ${path}: it is a folder`,
    });
    expect(await readdir(folder)).toEqual(["out"]);
  });
});
