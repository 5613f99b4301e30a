/** Folders that are made with those above them, or refused at once. */

import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder } from "../src/folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folder-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("makes those above it, by many at once and again", async () => {
  const path = join(folder, "a/b/c");
  await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700), makeFolder(join(path, "d"), 0o700)]);
  await makeFolder(path);
  expect((await stat(join(folder, "a"))).mode & 0o777).toBe(0o700);
});
it("says why it cannot", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file/below"))).rejects.toMatchObject({ code: "ENOTDIR" });
});
it.skipIf(!existsSync("/proc/self"))("gives up where nothing can be made", async () => {
  await expect(makeFolder("/proc/nothing/here")).rejects.toMatchObject({ code: "ENOENT" });
});
