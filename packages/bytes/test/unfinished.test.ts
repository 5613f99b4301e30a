/** What killed processes left goes away, and nothing else does. */

import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeUnfinished, unfinishedName } from "@deftools/bytes";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "unfinished-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that has ended; its number is not given out again so soon. */
const dead = spawnSync(process.execPath, ["-e", ""]).pid;
/** The name that another process would have chosen. */
const by = (pid: number, name: string): string =>
  unfinishedName(name).replace(`-${process.pid}-`, `-${pid}-`);

it("removes files and folders of processes that are gone, for the name that is asked for", async () => {
  const other = by(dead, "b.sif");
  await writeFile(join(folder, by(dead, "a.sif")), "half");
  await mkdir(join(folder, by(dead, "a.sif"), "deep"), { recursive: true });
  await writeFile(join(folder, other), "half");
  await removeUnfinished(folder, "a.sif");
  expect(await readdir(folder)).toEqual([other]);
  await removeUnfinished(folder);
  expect(await readdir(folder)).toEqual([]);
});

it("leaves alone what is being made, what another machine makes, and what has another name", async () => {
  const names = [
    unfinishedName("a.sif"),
    by(dead, "a.sif").replace(/\.[0-9a-f]{8}-/, ".00000000-"),
    "a.sif",
    ".a.sif.part",
  ].sort();
  for (const name of names) await writeFile(join(folder, name), "");
  await removeUnfinished(folder, "a.sif");
  expect((await readdir(folder)).sort()).toEqual(names);
});

it("says nothing of folders that are not there", async () => {
  await expect(removeUnfinished(join(folder, "nosuch"))).resolves.toBeUndefined();
});
