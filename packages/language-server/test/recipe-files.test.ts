/** Recipes below a folder of this machine: which are found, and which are read. */

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recipeFiles } from "../src/recipe-files.ts";

const texts: Readonly<Record<string, string>> = {
  "sub/linker.def": "LIBRARY x\nEXPORTS\n",
  ".gitignore": "build\n",
};
const RECIPE = "Bootstrap: docker\nFrom: a:1\n";
let folder: string;
let uri: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "recipes-"));
  uri = pathToFileURL(folder).href;
  for (const path of [
    "Singularity",
    "sub/a b.def",
    "sub/linker.def",
    "notes.md",
    ".git/x.def",
    "node_modules/y.def",
    "build/z.def",
    ".gitignore",
  ]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), texts[path] ?? RECIPE);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const found = async (signal = new AbortController().signal) => recipeFiles.in(uri, signal);

test("by name, and neither ignored nor installed; read by content", async () => {
  const uris = (await found()).map((file) => file.uri);
  expect(uris).toEqual([`${uri}/Singularity`, `${uri}/sub/a%20b.def`, `${uri}/sub/linker.def`]);
  expect(await Promise.all(uris.map(recipeFiles.read))).toEqual([RECIPE, RECIPE, undefined]);
  expect(await recipeFiles.read(`${uri}/gone.def`)).toBeUndefined();
});

test("the stamp tells of changes", async () => {
  const [before] = await found();
  utimesSync(join(folder, "Singularity"), 1, 1);
  const [after] = await found();
  expect(after?.uri).toBe(before?.uri);
  expect(after?.stamp).not.toBe(before?.stamp);
});

test("nothing where there is no folder, and no more once nobody waits", async () => {
  expect(await recipeFiles.in(`${uri}/none`, new AbortController().signal)).toEqual([]);
  expect(await recipeFiles.in("https://example.org/", new AbortController().signal)).toEqual([]);
  expect(await found(AbortSignal.abort())).toEqual([]);
});
