/** What a folder is good for, as the mounts of a machine tell it. */

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FolderState, folderState } from "../../src/doctor/folder-state.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deftools doctor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The state of a folder below ours, where the mounts are these. */
const stateWith = (mounts: readonly string[], path = "cache"): Promise<FolderState> =>
  folderState(join(folder, path), { readText: async () => mounts.join("\n") });

const mount = (point: string, options: string, kind: string): string =>
  `36 35 98:0 / ${point.replaceAll(" ", "\\040")} ${options} shared:1 - ${kind} /dev/x rw`;

it("is made, and nothing is left in it", async () => {
  const state = await stateWith([mount("/", "rw", "ext4")]);
  expect(state).toMatchObject({ path: join(folder, "cache"), filesystem: "ext4" });
  expect(state.free).toBeGreaterThan(0);
  expect(await readdir(join(folder, "cache"))).toEqual([]);
});

it("lies on the longest mount point, the last of equals", async () => {
  const mounts = [mount("/", "rw", "ext4"), mount(folder, "rw", "xfs"), mount(folder, "rw", "lustre")];
  expect(await stateWith(mounts)).toMatchObject({
    filesystem: "lustre",
    note: expect.stringContaining("many machines"),
  });
  expect(await stateWith([...mounts, mount(`${folder}/cac`, "rw", "nfs")])).toMatchObject({
    filesystem: "lustre",
  });
});

it("is told where programs cannot be started in it", async () => {
  const { note } = await stateWith([mount(folder, "rw,noexec,relatime", "ext4")]);
  expect(note).toContain("is mounted noexec");
});

it("cannot be used where nothing can be made", async () => {
  const state = await folderState("/proc/none/below", { readText: async () => undefined });
  expect(state).toMatchObject({ free: 0, problem: expect.stringContaining("cannot be written to") });
  expect(state.remedy).toContain("DEFBUILD_CACHEDIR");
});
