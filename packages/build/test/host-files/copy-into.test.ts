/** Where `%files` puts things: what `cp -fLr` does, on a tree in memory. */

import { collect } from "@deftools/bytes";
import { type Directory, emptyRoot, makeDirectory, placeNode, walk } from "@deftools/rootfs";
import { isFailure } from "@deftools/trouble";
import { describe, expect, it } from "vitest";
import { copyInto } from "../../src/host-files/copy-into.ts";
import { findCopies } from "../../src/host-files/find-copies.ts";
import type { HostFiles } from "../../src/host-files/host-files.ts";
import { memoryHost } from "./memory-host.ts";

const host = memoryHost(
  { a: "A", "d/b": "B", "d/sub/c": "C", ".hidden": "H", "/abs/f": "F", suid: "S" },
  { suid: { mode: 0o6777 } },
);

const image = (): Directory<string> => {
  const root = emptyRoot<string>();
  makeDirectory(root, "opt/there");
  const file = { kind: "file", mode: 0o600, uid: 7, gid: 8, mtime: 1, xattrs: [], size: 3 } as const;
  placeNode(root, "opt/old", { ...file, data: "old" });
  const link = { kind: "symlink", mode: 0o777, uid: 0, gid: 0, mtime: 1, xattrs: [] } as const;
  placeNode(root, "opt/link", { ...link, target: "/opt/old" });
  placeNode(root, "opt/out", { ...link, target: "../../../../there" });
  return root;
};

/** Copies, then lists what is new or changed as `path content`. */
const copied = async (source: string, destination?: string, from: HostFiles = host): Promise<string[]> => {
  const root = image();
  const before = new Map([...walk(root)].map(({ path, node }) => [path, node]));
  const place = { start: 0, end: 0 };
  const line = { source, place, line: 5, ...(destination !== undefined && { destination }) };
  const { copies, problems } = await findCopies(from, [line]);
  expect(problems).toEqual([]);
  const store = async (path: string) => {
    const data = Buffer.from(await collect(from.open(path), 1000, path)).toString();
    return { size: data.length, data };
  };
  for (const copy of copies) await copyInto({ host: from, time: 5, store }, root, copy);
  return [...walk(root)].flatMap(({ path, node }) => {
    if (before.get(path) === node || node.kind === "symlink") return [];
    return [node.kind === "file" ? `${path} ${node.data}` : `${path}/`];
  });
};

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error) => (isFailure(error) ? error.message : Promise.reject(error)),
  );

describe("a file", () => {
  it.each([
    ["into a directory", "a", "/opt/there", ["opt/there/a A"]],
    ["to a new name", "a", "/opt/new", ["opt/new A"]],
    ["to a new folder", "a", "/x/y/", ["x/", "x/y/", "x/y/a A"]],
    ["making parents", "a", "/x/y", ["x/", "x/y A"]],
    ["to its own path", "d/b", undefined, ["d/", "d/b B"]],
    ["to its own absolute path", "/abs/f", undefined, ["abs/", "abs/f F"]],
    ["over a file", "a", "/opt/old", ["opt/old A"]],
    ["over a link to a file", "a", "/opt/link", ["opt/old A"]],
    ["to the root", "a", "/", ["a A"]],
    ["not out of the root", "a", "../../up", ["up A"]],
    ["not out of the root by a link", "a", "/opt/out/", ["there/", "there/a A"]],
  ])("%s", async (_name, source, destination, expected) => {
    expect(await copied(source, destination)).toEqual(expected);
  });
});

describe("a folder", () => {
  it.each([
    ["to a new name", "d", "/n", ["n/", "n/b B", "n/sub/", "n/sub/c C"]],
    [
      "into a directory",
      "d",
      "/opt/there",
      ["opt/there/d/", "opt/there/d/b B", "opt/there/d/sub/", "opt/there/d/sub/c C"],
    ],
    ["its content, by a dot", "d/.", "/opt/there", ["opt/there/b B", "opt/there/sub/", "opt/there/sub/c C"]],
    [
      "with a final slash",
      "d/",
      "/opt/there",
      ["opt/there/d/", "opt/there/d/b B", "opt/there/d/sub/", "opt/there/d/sub/c C"],
    ],
  ])("%s", async (_name, source, destination, expected) => {
    expect(await copied(source, destination)).toEqual(expected);
  });
});

describe("wildcards and braces", () => {
  it("copy each match, hidden files only by name", async () => {
    expect(await copied("*", "/w/")).toEqual([
      "w/",
      "w/a A",
      "w/d/",
      "w/d/b B",
      "w/d/sub/",
      "w/d/sub/c C",
      "w/suid S",
    ]);
  });
  it("go through folders", async () => {
    expect(await copied("?/{b,sub/c}", "/w/")).toEqual(["w/", "w/b B", "w/c C"]);
  });
});

it("keeps times, drops set-id bits, gives files to root", async () => {
  const root = image();
  const { copies } = await findCopies(host, [
    { source: "suid", destination: "/s", place: { start: 0, end: 0 }, line: 1 },
  ]);
  for (const copy of copies)
    await copyInto({ host, time: 5, store: async () => ({ size: 1, data: "S" }) }, root, copy);
  expect(root.children.get("s")).toMatchObject({ mode: 0o775, uid: 0, gid: 0, mtime: 1000 });
});
it("keeps owner and mode of a file that is overwritten", async () => {
  const root = image();
  const { copies } = await findCopies(host, [
    { source: "a", destination: "/opt/old", place: { start: 0, end: 0 }, line: 1 },
  ]);
  for (const copy of copies)
    await copyInto({ host, time: 5, store: async () => ({ size: 1, data: "A" }) }, root, copy);
  const old = [...walk(root)].find(({ path }) => path === "opt/old")?.node;
  expect(old).toMatchObject({ mode: 0o600, uid: 7, gid: 8, size: 1, data: "A" });
});

describe("refused, with the line of the recipe", () => {
  it("a folder over a file", async () => {
    expect(await refusal(copied("d", "/opt/old"))).toBe(
      "line 5 of the recipe, d to /opt/old: cannot copy d to /opt/old in the image: a file is there, not a directory",
    );
  });
  it("a file below a file", async () => {
    expect(await refusal(copied("a", "/opt/old/x"))).toContain("line 5 of the recipe, a to /opt/old/x: ");
  });
  it("a folder that contains itself", async () => {
    const loop = memoryHost({ "l/x/": "" }, { "l/x": { identity: "l" } });
    expect(await refusal(copied("l", "/l", loop))).toContain("the folder contains itself by a link");
  });
  it("what is neither file nor folder", async () => {
    const pipe = memoryHost({ p: "" }, { p: { kind: "other" } });
    expect(await refusal(copied("p", "/p", pipe))).toContain("it is no regular file and no folder");
  });
});

it("reports a source that is not there, with its place", async () => {
  const place = { start: 3, end: 9 };
  const { problems } = await findCopies(host, [{ source: "nosuch/{a,b}*", place, line: 2 }]);
  expect(problems.map(({ code, message, span }) => [code, message, span])).toEqual([
    ["build/no-source", 'no file on this machine matches "nosuch/a*"', place],
    ["build/no-source", 'no file on this machine matches "nosuch/b*"', place],
  ]);
});
