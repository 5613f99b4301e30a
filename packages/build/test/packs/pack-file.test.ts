/** A pack as a file: what is written is read back, and what is damaged is not taken. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileSource } from "@deftools/bytes";
import type { LayerRecord } from "@deftools/rootfs";
import type { StoredFile } from "@deftools/squashfs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { finishPackFile } from "../../src/packs/pack-file.ts";
import { packFolder } from "../../src/packs/pack-folder.ts";
import type { PackIndex } from "../../src/packs/pack-index.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "packs-"));
});
afterEach(() => rm(folder, { recursive: true }));

const stored: StoredFile = { size: 3, sparse: 0, start: 0, blocks: [0x1000003], hash: "ab" };
const attributes = { mode: 0o644, uid: 1, gid: 2, mtime: -5 };
const file = (path: string): LayerRecord<StoredFile> => ({
  kind: "node",
  path,
  node: {
    kind: "file",
    ...attributes,
    xattrs: [{ name: "user.x\xff", value: Buffer.from([0, 255, 1]) }],
    size: 3,
    data: stored,
  },
});
const records: readonly LayerRecord<StoredFile>[] = [
  { kind: "directory", path: "", node: { kind: "directory", ...attributes, xattrs: [] } },
  file("a"),
  file("b\xff\n"),
  { kind: "node", path: "l", node: { kind: "symlink", ...attributes, xattrs: [], target: "\xfe" } },
  { kind: "hard-link", path: "h", target: "a" },
  { kind: "whiteout", path: "w" },
  { kind: "opaque", path: "o" },
];
const index: PackIndex = {
  area: { length: 3, blockSize: 131072, compressor: "gzip", fragments: [] },
  records,
};

const write = async (): Promise<void> => {
  const output = await packFolder(folder).create("key");
  await output.writeAt(0, Buffer.from("abc"));
  await finishPackFile(output, index);
  await output.commit();
};

it("is read back as it was written", async () => {
  await write();
  const pack = await packFolder(folder).find("key");
  expect(pack?.records).toEqual(records);
  expect(pack?.area.index).toEqual(index.area);
  expect(Buffer.from((await pack?.area.bytes.read(0, 3)) ?? []).toString()).toBe("abc");
  await pack?.close();
});
it("keeps one content one", async () => {
  await write();
  const pack = await packFolder(folder).find("key");
  const data = pack?.records.flatMap((record) =>
    record.kind === "node" && record.node.kind === "file" ? [record.node.data] : [],
  );
  expect(data?.[0]).toBe(data?.[1]);
  await pack?.close();
});
it("is not there before it is committed", async () => {
  const output = await packFolder(folder).create("key");
  expect(await packFolder(folder).find("key")).toBeUndefined();
  const source = await openFileSource(output.temporaryPath);
  expect(source.size).toBe(0);
  await source.close();
  await output.discard();
});
it("is not taken when any byte of its index or trailer is another, or the end is missing", async () => {
  await write();
  const path = join(folder, "key.pack");
  const whole = await readFile(path);
  for (let at = index.area.length; at < whole.length; at += 1) {
    // the last eight bytes mean nothing
    if (whole.length - 8 <= at) continue;
    const damaged = Buffer.from(whole);
    damaged[at] = damaged[at]! ^ 0x40;
    await writeFile(path, damaged);
    expect([at, await packFolder(folder).find("key")]).toEqual([at, undefined]);
  }
  for (const length of [0, 10, 64, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, length));
    expect(await packFolder(folder).find("key")).toBeUndefined();
  }
});
