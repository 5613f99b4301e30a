/** A pack as a file: what is written is read back, and what is damaged is not taken. */

import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileSource } from "@deftools/bytes";
import type { LayerRecord } from "@deftools/rootfs";
import { FileTable, type StoredFile } from "@deftools/squashfs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { finishPackFile } from "../../src/packs/pack-file.ts";
import { packFolder } from "../../src/packs/pack-folder.ts";
import type { PackIndex } from "../../src/packs/pack-index.ts";
import { pageSize } from "../../src/packs/page-checks.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "packs-"));
});
afterEach(() => rm(folder, { recursive: true }));

const files = new FileTable(131_072);
files.add({
  size: 3,
  start: 0,
  holes: 0,
  firstWord: 0,
  fragment: 0,
  offset: 0,
  hash: createHash("sha256").update("abc").digest(),
});
const stored: StoredFile = files.at(0);
const attributes = { mode: 0o644, uid: 1, gid: 2, mtime: -5 };
const file = (path: string): LayerRecord<StoredFile> => ({
  kind: "node",
  path,
  node: {
    kind: "file",
    ...attributes,
    xattrs: [{ name: "user.x\xff", value: Uint8Array.of(0, 255, 1) }],
    size: 3,
    data: stored,
  },
});
const records: readonly LayerRecord<StoredFile>[] = [
  { kind: "directory", path: "", node: { kind: "directory", ...attributes, xattrs: [] } },
  file("a"),
  file("b\xff\n"),
  { kind: "node", path: "l", node: { kind: "symlink", ...attributes, xattrs: [], target: "\xfe" } },
  {
    kind: "node",
    path: "d",
    node: { kind: "block-device", ...attributes, xattrs: [], major: 4_000_000, minor: 300 },
  },
  { kind: "node", path: "f", node: { kind: "socket", ...attributes, mtime: 2 ** 40, xattrs: [] } },
  { kind: "hard-link", path: "h", target: "a" },
  { kind: "whiteout", path: "w" },
  { kind: "opaque", path: "o" },
];
const index: PackIndex = {
  area: {
    length: 3,
    blockSize: 131_072,
    compressor: "gzip",
    files,
    fragments: [{ start: 0, sizeWord: 3 | (1 << 24), uncompressed: 3 }],
  },
  records,
};

/** With the file's own numbers, which stand behind getters. */
const plain = (record: LayerRecord<StoredFile>): unknown => {
  if (record.kind !== "node" || record.node.kind !== "file") return record;
  const { number, size, sparse, start, blocks, fragment, hash } = record.node.data;
  return {
    ...record,
    node: { ...record.node, data: { number, size, sparse, start, blocks, fragment, hash } },
  };
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
  expect([...(pack?.records ?? [])].map(plain)).toEqual(records.map(plain));
  const { files: table, ...area } = pack?.area.index ?? index.area;
  expect({ ...area, files }).toEqual(index.area);
  expect(Buffer.concat(table.encode()).equals(Buffer.concat(files.encode()))).toBe(true);
  expect(Buffer.from((await pack?.area.bytes.read(0, 3)) ?? []).toString()).toBe("abc");
  await pack?.close();
});
it("keeps one content one", async () => {
  await write();
  const pack = await packFolder(folder).find("key");
  const numbers = [...(pack?.records ?? [])].flatMap((record) =>
    record.kind === "node" && record.node.kind === "file" ? [record.node.data.number] : [],
  );
  expect(numbers).toEqual([0, 0]);
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

it("tells that its data area was damaged when the page is read first, whatever part of it", async () => {
  const output = await packFolder(folder).create("long");
  const data = Buffer.alloc(2 * pageSize + 1000, "0123456789");
  // in pieces that fit no page
  for (let at = 0; at < data.length; at += 70_001) await output.writeAt(at, data.subarray(at, at + 70_001));
  await finishPackFile(output, { ...index, area: { ...index.area, length: data.length } });
  await output.commit();
  const path = join(folder, "long.pack");
  const whole = await readFile(path);
  const damaged = Buffer.from(whole);
  damaged[pageSize + 5]! ^= 1;
  await writeFile(path, damaged);
  const pack = await packFolder(folder).find("long");
  const { bytes } = pack?.area ?? {};
  expect(Buffer.from((await bytes?.read(0, pageSize)) ?? []).equals(data.subarray(0, pageSize))).toBe(true);
  for (const [offset, length] of [
    [pageSize, pageSize],
    [pageSize + 100, 10],
    [pageSize - 1, 2],
    [0, data.length],
  ] as const)
    await expect(bytes?.read(offset, length)).rejects.toMatchObject({ code: "build/damaged-pack" });
  expect(Buffer.from((await bytes?.read(2 * pageSize + 1, 999)) ?? []).toString()).toBe(
    data.toString("latin1", 2 * pageSize + 1),
  );
  await expect(bytes?.read(data.length - 1, 2)).rejects.toMatchObject({ code: "bytes/truncated" });
  await pack?.close();
});
