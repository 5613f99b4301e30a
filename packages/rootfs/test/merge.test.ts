/** Layers into records, and records into one tree. */

import { type LayerRecord, lookUp, mergeLayers, readLayer, walk } from "@deftools/rootfs";
import { describe, expect, it } from "vitest";
import { allOf, type Block, block, chunked, pax, tarOf } from "./tar-maker.ts";

const layer = (...blocks: readonly Buffer[]): Promise<LayerRecord<string>[]> =>
  readLayer(chunked(tarOf(...blocks)), async (content) => (await allOf(content)).toString());
const dir = (name: string, also: Block = {}): Buffer =>
  block({ name, type: "5", mode: "0000755\0", ...also });
const file = (name: string, content = name): Buffer => block({ name, content });
const symlink = (name: string, target: string): Buffer => block({ name, type: "2", target });
const hardLink = (name: string, target: string): Buffer => block({ name, type: "1", target });
const whiteout = (name: string): Buffer => block({ name });

/** The merged tree, a line each: path, and content or target. */
const merged = async (...layers: readonly Promise<LayerRecord<string>[]>[]): Promise<string[]> => {
  const lines: string[] = [];
  for (const { path, node } of walk(mergeLayers(await Promise.all(layers)))) {
    if (node.kind === "file") lines.push(`${path}=${node.data}`);
    else if (node.kind === "symlink") lines.push(`${path}>${node.target}`);
    else if (path !== "") lines.push(`${path}/`);
  }
  return lines;
};

describe("records", () => {
  it("normalize paths and tell whiteouts and opaque markers", async () => {
    const records = await layer(
      file("./a/../../b"),
      whiteout("d/.wh.x"),
      whiteout("d/.wh..wh..opq"),
      hardLink("h", "/../b"),
    );
    expect(records.map(({ kind, path }) => [kind, path])).toEqual([
      ["node", "b"],
      ["whiteout", "d/x"],
      ["opaque", "d"],
      ["hard-link", "h"],
    ]);
    expect(records[3]).toMatchObject({ target: "b" });
  });
  it("leave out what aufs kept for itself, and attributes of the machine", async () => {
    expect(await layer(dir(".wh..wh.plnk"), file(".wh..wh.plnk/1.2"), file(".wh..wh.aufs"))).toEqual([]);
    const attributes = pax([
      ["SCHILY.xattr.security.selinux", "x"],
      ["SCHILY.xattr.trusted.overlay.opaque", "y"],
      ["SCHILY.xattr.user.u", "1"],
    ]);
    const [record] = await layer(attributes, file("f"));
    expect(record).toMatchObject({ node: { xattrs: [{ name: "user.u" }] } });
  });
  it.each([
    ["a root that is no directory", symlink("./", "/etc")],
    ["a whiteout of no name", whiteout("a/.wh.")],
    ["a whiteout of the folder above", whiteout("a/.wh...")],
    ["a symbolic link to nothing", symlink("l", "")],
  ])("are refused for %s", async (_, bytes) => {
    await expect(layer(bytes)).rejects.toMatchObject({ code: "rootfs/bad-layer" });
  });
  it("have names of 255 bytes, not more; a whiteout's own prefix does not count", async () => {
    const named = (name: string): Buffer => Buffer.concat([pax([["path", name]]), block({})]);
    expect(await layer(named("n".repeat(255)), named(`.wh.${"n".repeat(255)}`))).toHaveLength(2);
    await expect(layer(named("n".repeat(256)))).rejects.toThrow(/nameBytes/);
  });
  it("pass over content that the store leaves", async () => {
    const records = await readLayer(chunked(tarOf(file("a", "x".repeat(2000)), file("b"))), async () => "");
    expect(records.map(({ path }) => path)).toEqual(["a", "b"]);
  });
});

describe("merging", () => {
  it("hides what a whiteout names, and nothing of its own layer, in any order", async () => {
    const lower = layer(file("d/a"), file("d/b", "old"));
    expect(await merged(lower, layer(whiteout("d/.wh.a"), whiteout("d/.wh.b"), file("d/b", "new")))).toEqual([
      "d/",
      "d/b=new",
    ]);
    expect(
      await merged(lower, layer(file("d/b", "new"), whiteout("d/.wh.b"), whiteout("d/.wh.never"))),
    ).toEqual(["d/", "d/a=d/a", "d/b=new"]);
  });
  it("empties an opaque directory of lower layers alone, in any order", async () => {
    const lower = layer(file("d/a"), file("d/sub/b"));
    for (const upper of [
      [whiteout("d/.wh..wh..opq"), file("d/new")],
      [file("d/new"), whiteout("d/.wh..wh..opq")],
    ])
      expect(await merged(lower, layer(...upper))).toEqual(["d/", "d/new=d/new"]);
  });
  it("does not reach through a link that a directory of the layer replaces", async () => {
    const lower = layer(file("other/keep"), symlink("d", "other"));
    for (const marker of ["d/.wh..wh..opq", "d/.wh.keep"])
      expect(await merged(lower, layer(dir("d"), whiteout(marker)))).toEqual([
        "d/",
        "other/",
        "other/keep=other/keep",
      ]);
  });
  it("hides through links of lower layers", async () => {
    const lower = layer(file("usr/lib/x"), symlink("lib", "usr/lib"));
    expect(await merged(lower, layer(whiteout("lib/.wh.x")))).toEqual(["lib>usr/lib", "usr/", "usr/lib/"]);
  });
  it("replaces types, and keeps children where a directory comes again", async () => {
    const lower = layer(file("f"), file("d/x"), symlink("s", "d"));
    expect(
      await merged(
        lower,
        layer(file("f/now"), dir("d")).then((records) => records.slice(1)),
      ),
    ).toContain("d/x=d/x");
    expect(await merged(lower, layer(dir("f"), file("f/now"), file("d"), dir("s")))).toEqual([
      "d=d",
      "f/",
      "f/now=f/now",
      "s/",
    ]);
  });
  it("lets the last of a doubled name win", async () => {
    expect(await merged(layer(file("a", "1"), file("a", "2")))).toEqual(["a=2"]);
  });
  it("shares one node among hard links, across layers, until a name is replaced", async () => {
    const layers = await Promise.all([
      layer(file("a"), hardLink("b", "a")),
      layer(hardLink("c", "./a"), file("a", "new")),
    ]);
    const root = mergeLayers(layers);
    expect(lookUp(root, "b")).toBe(lookUp(root, "c"));
    expect(lookUp(root, "b")).toMatchObject({ data: "a" });
    expect(lookUp(root, "a")).toMatchObject({ data: "new" });
    expect(
      lookUp(mergeLayers([await layer(symlink("s", "x"), hardLink("t", "s"))]), "t", { followLast: false }),
    ).toMatchObject({ kind: "symlink" });
  });
  it.each([
    ["is missing", [hardLink("h", "../../etc/hostname")], /\/h .*\/etc\/hostname does not exist/],
    ["is a directory", [dir("d"), hardLink("h", "d")], /is a directory/],
  ])("refuses a hard link whose target %s", async (_, blocks, words) => {
    await expect(merged(layer(...blocks))).rejects.toThrow(words);
    await expect(merged(layer(...blocks))).rejects.toMatchObject({ code: "rootfs/bad-layer" });
  });
  it("keeps every entry inside the root", async () => {
    const hostile = layer(
      file("../e1"),
      file("h/../../e2"),
      symlink("out", "/tmp"),
      file("out/e3"),
      symlink("rel", "../../../srv"),
      file("rel/e4"),
    );
    expect(await merged(hostile)).toEqual([
      "e1=../e1",
      "e2=h/../../e2",
      "out>/tmp",
      "rel>../../../srv",
      "srv/",
      "srv/e4=rel/e4",
      "tmp/",
      "tmp/e3=out/e3",
    ]);
  });
  it("describes folders that nobody described, and the root where an entry does", async () => {
    const root = mergeLayers([await layer(file("a/b"))], { parentTime: 7 });
    expect(root).toMatchObject({ mode: 0o755, uid: 0, gid: 0, mtime: 7 });
    expect(lookUp(root, "a")).toMatchObject({ mode: 0o755, uid: 0, gid: 0, mtime: 7 });
    const owned = mergeLayers([
      await layer(file("a")),
      await layer(dir("./", { mode: "0000711\0", uid: "0000005\0" })),
    ]);
    expect(owned).toMatchObject({ mode: 0o711, uid: 5 });
    expect(lookUp(owned, "a")).toBeDefined();
  });
});
