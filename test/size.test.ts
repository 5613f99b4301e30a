/** No hand-written source file is longer than the wall: 400 lines. */

import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const wall = 400;

it(`keeps every hand-written file within ${wall} lines`, () => {
  const files = ["grammar", "packages", "extension", "test", "bench", ".ci"]
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs,sh}`, { cwd: root }))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
  expect(files.length).toBeGreaterThan(50);
  const tooLong = files
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.startsWith("// Generated"))
    .filter(({ text }) => wall < text.split("\n").length - 1)
    .map(({ path, text }) => `${path}: ${text.split("\n").length - 1} lines`);
  expect(tooLong).toEqual([]);
});
