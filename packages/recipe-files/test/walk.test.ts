/** What a walk finds, in which order, and what it passes over. */

import { expect, test } from "vitest";
import { recipesBelow, type WalkPorts } from "../src/index.ts";

/** Files in memory, by absolute path. */
const portsOf = (files: Readonly<Record<string, string>>): WalkPorts => {
  const paths = Object.keys(files);
  const missing = () => Object.assign(new Error("none there"), { code: "ENOENT" });
  return {
    cwd: "/",
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw missing();
      return new TextEncoder().encode(text);
    },
    kindOf: async (path) => {
      if (paths.includes(path)) return "file";
      if (paths.some((each) => each.startsWith(`${path}/`))) return "folder";
      throw missing();
    },
    list: async (path) => {
      const inside = paths.flatMap((each) =>
        each.startsWith(`${path}/`) ? [each.slice(path.length + 1)] : [],
      );
      const isFolder = (name: string) => inside.some((each) => each.startsWith(`${name}/`));
      return [...new Set(inside.map((each) => each.split("/")[0] ?? ""))].map((name) => ({
        name,
        kind: isFolder(name) ? "folder" : "file",
      }));
    },
  };
};

const files = {
  "/w/.git/config": "",
  "/w/.git/x.def": "",
  "/w/.gitignore": "build/\n*.tmp.def\n/only-here.def\n",
  "/w/a/b.def": "",
  "/w/a/.gitignore": "!kept.tmp.def\n",
  "/w/a/kept.tmp.def": "",
  "/w/a/only-here.def": "",
  "/w/a.def": "",
  "/w/notes.md": "",
  "/w/only-here.def": "",
  "/w/x.tmp.def": "",
  "/w/build/c.def": "",
  "/w/node_modules/d/e.def": "",
  "/w/.hidden/Singularity": "",
};
const ports = portsOf(files);

test("by name, in the order of names, and not what git passes over or what is installed", async () => {
  expect(await recipesBelow(ports, "/w")).toEqual([
    "/w/.hidden/Singularity",
    "/w/a/b.def",
    "/w/a/kept.tmp.def",
    "/w/a/only-here.def",
    "/w/a.def",
  ]);
  expect(await recipesBelow(ports, "/w", { ignored: "walk" })).toHaveLength(8);
});

test("files above have their say, too, up to the repository's folder", async () => {
  expect(await recipesBelow(ports, "/w/build")).toEqual([]);
  expect(await recipesBelow(ports, "/w/a")).toHaveLength(3);
});

test("outside of a repository nothing is ignored", async () => {
  const outside = portsOf({ "/w/.gitignore": "a.def\n", "/w/a.def": "" });
  expect(await recipesBelow(outside, "/w")).toEqual(["/w/a.def"]);
});

test("at a limit, those near the top", async () => {
  expect(await recipesBelow(ports, "/w", { mostFolders: 1 })).toEqual(["/w/a.def"]);
  expect(await recipesBelow(ports, "/w", { mostFiles: 2 })).toEqual(["/w/.hidden/Singularity", "/w/a.def"]);
  expect(await recipesBelow(ports, "/w", { signal: AbortSignal.abort() })).toEqual([]);
});

test("only what is wanted", async () => {
  expect(await recipesBelow(ports, "/w", { accepts: (_, name) => name === "notes.md" })).toEqual([
    "/w/notes.md",
  ]);
});
