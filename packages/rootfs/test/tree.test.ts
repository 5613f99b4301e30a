/** Paths, the resolver that cannot leave the root, changes of a tree, and the walk. */

import {
  type Directory,
  defaultAttributes,
  emptyRoot,
  fromByteString,
  lookUp,
  makeDirectory,
  type Node,
  normalizePath,
  placeNode,
  removeAt,
  toByteString,
  walk,
} from "@deftools/rootfs";
import { describe, expect, it } from "vitest";

const file = (data: string): Node<string> => ({ kind: "file", ...defaultAttributes, size: 0, data });
const link = (target: string): Node<string> => ({
  kind: "symlink",
  ...defaultAttributes,
  mode: 0o777,
  target,
});
const treeOf = (nodes: Readonly<Record<string, Node<string>>>): Directory<string> => {
  const root = emptyRoot<string>();
  for (const [path, node] of Object.entries(nodes)) placeNode(root, path, node);
  return root;
};
const paths = (root: Directory<string>): string[] => [...walk(root)].map(({ path }) => path);

describe("paths", () => {
  it.each([
    ["/a/b", "a/b"],
    ["./a//b/.", "a/b"],
    ["../../a", "a"],
    ["a/../../b/c/..", "b"],
    ["/", ""],
    [".", ""],
    ["a\\b/ ", "a\\b/ "],
  ])("%j is %j", (text, path) => {
    expect(normalizePath(text)).toBe(path);
  });
  it("are bytes, not letters", () => {
    expect(toByteString("é")).toBe("\xc3\xa9");
    expect(fromByteString("\xc3\xa9")).toBe("é");
  });
});

describe("looking up", () => {
  const root = treeOf({
    "usr/lib/x": file("x"),
    lib: link("usr/lib"),
    abs: link("/usr"),
    out: link("../../../../usr"),
    loop: link("loop2"),
    loop2: link("loop"),
    dangling: link("nowhere"),
    "usr/back": link("../lib/x"),
  });
  it.each(["lib/x", "/abs/lib/x", "out/lib/x", "usr/back", "abs/lib/../lib/x"])(
    "%s finds the file",
    (path) => {
      expect(lookUp(root, path)).toMatchObject({ data: "x" });
    },
  );
  it.each(["nowhere", "dangling", "loop", "loop/x", "usr/lib/x/y", "nowhere/x"])(
    "%s finds nothing",
    (path) => {
      expect(lookUp(root, path)).toBeUndefined();
    },
  );
  it("does not follow the last link where that is asked", () => {
    expect(lookUp(root, "lib", { followLast: false })).toMatchObject({ kind: "symlink" });
    expect(lookUp(root, "lib/x", { followLast: false })).toMatchObject({ data: "x" });
  });
  it("follows 40 links, not 41", () => {
    const chain = emptyRoot<string>();
    for (let index = 0; index < 41; index += 1) placeNode(chain, `l${index}`, link(`l${index + 1}`));
    placeNode(chain, "l41", file("end"));
    expect(lookUp(chain, "l1")).toMatchObject({ data: "end" });
    expect(lookUp(chain, "l0")).toBeUndefined();
  });
});

describe("placing", () => {
  it("makes parents, through links, inside the root", () => {
    const root = treeOf({ tmp: link("/var/../../data"), "tmp/a/b": file("b") });
    expect(paths(root)).toEqual(["", "data", "data/a", "data/a/b", "tmp", "var"]);
    expect(lookUp(root, "data")).toMatchObject({ mode: 0o755, uid: 0, gid: 0, mtime: 0 });
  });
  it("replaces the last link, not what it leads to", () => {
    const root = treeOf({ a: file("a"), l: link("a") });
    placeNode(root, "l", file("new"));
    expect(lookUp(root, "a")).toMatchObject({ data: "a" });
    expect(lookUp(root, "l")).toMatchObject({ data: "new" });
  });
  it.each(["a/b", "loop/x", ""])("at %j is refused, and says why", (path) => {
    const root = treeOf({ a: file("a"), loop: link("loop") });
    expect(() => placeNode(root, path, file("x"))).toThrow(
      expect.objectContaining({ code: "rootfs/no-such-place" }),
    );
  });
});

describe("making directories and removing", () => {
  it("keeps one that is there, through a link too", () => {
    const root = treeOf({ "real/x": file("x"), tmp: link("real") });
    const made = makeDirectory(root, "tmp", { mode: 0o1777 });
    expect(made).toBe(lookUp(root, "real"));
    expect(made.mode).toBe(0o755);
    expect(makeDirectory(root, "")).toBe(root);
  });
  it("makes one where a dangling link leads", () => {
    const root = treeOf({ tmp: link("var/tmp") });
    expect(makeDirectory(root, "tmp", { mode: 0o1777 }).mode).toBe(0o1777);
    expect(paths(root)).toEqual(["", "tmp", "var", "var/tmp"]);
  });
  it("does not replace a file", () => {
    expect(() => makeDirectory(treeOf({ a: file("a") }), "a")).toThrow(/\/a in the image is a file/);
  });
  it("removes a name, not what a link leads to", () => {
    const root = treeOf({ "d/x": file("x"), l: link("d") });
    expect(removeAt(root, "l")).toBe(true);
    expect(removeAt(root, "l")).toBe(false);
    expect(removeAt(root, "nowhere/x")).toBe(false);
    expect(paths(root)).toEqual(["", "d", "d/x"]);
    expect(removeAt(root, "/")).toBe(true);
    expect(paths(root)).toEqual([""]);
  });
});

describe("the walk", () => {
  it("goes in the order of bytes, a directory before its children", () => {
    const root = treeOf({
      "b/x": file(""),
      a: file(""),
      "b-": file(""),
      B: file(""),
      "\xff": file(""),
      "\x80": file(""),
    });
    expect(paths(root)).toEqual(["", "B", "a", "b", "b/x", "b-", "\x80", "\xff"]);
  });
  it("needs no stack for deep trees", () => {
    const root = emptyRoot<string>();
    placeNode(root, "d/".repeat(20_000) + "f", file(""));
    expect([...walk(root)]).toHaveLength(20_002);
  });
});
