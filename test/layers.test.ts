/** The house's rows hold for every import, and the check would notice if they did not. */

import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles, violations } from "../.ci/layers.ts";

const root = resolve(import.meta.dirname, "..");
const files = sourceFiles(root);

describe("layers", () => {
  it("hold for every import of every room", () => {
    expect(violations(root, files)).toEqual([]);
  });

  const breaches: readonly (readonly [string, SourceFile, RegExp])[] = [
    [
      "a lower room that imports a higher one",
      { path: "grammar/src/x.ts", text: 'import { lint } from "@deftools/lint";' },
      /must not import "lint"/,
    ],
    [
      "a pure room that imports node",
      { path: "packages/recipe/src/x.ts", text: 'import { readFileSync } from "node:fs";' },
      /is pure/,
    ],
    [
      "a pure room that reads the clock",
      { path: "packages/lint/src/x.ts", text: "export const now = Date.now();" },
      /the clock/,
    ],
    [
      "a path that leaves the room",
      { path: "packages/sif/src/x.ts", text: 'import { a } from "../../rootfs/src/node.ts";' },
      /leaves the room/,
    ],
    [
      "a way past a door",
      { path: "packages/build/src/x.ts", text: 'import { a } from "@deftools/sif/src/header.ts";' },
      /goes past the door/,
    ],
    [
      "an undeclared package",
      { path: "packages/text/src/x.ts", text: 'import chalk from "chalk";' },
      /not in its package.json/,
    ],
    [
      "a fenced package elsewhere",
      { path: "packages/defbuild/src/x.ts", text: 'import { fetch } from "undici";' },
      /is fenced to/,
    ],
    [
      "its own door",
      { path: "packages/oci/src/x.ts", text: 'import { a } from "./index.ts";' },
      /its own door/,
    ],
    [
      "the testkit outside tests",
      { path: "packages/oci/src/x.ts", text: 'import { a } from "@deftools/testkit";' },
      /must not import "testkit"/,
    ],
  ];
  it.each(breaches)("notice %s", (_name, file, reason) => {
    const found = violations(root, [...files, file]).filter((violation) => violation.file === file.path);
    expect(found.map((violation) => violation.reason).join("\n")).toMatch(reason);
  });

  it("notice a row that matches no file", () => {
    const without = files.filter(({ path }) => !path.startsWith("packages/sif/"));
    expect(violations(root, without)).toContainEqual({
      file: "packages/sif",
      reason: 'the row of "sif" matches no file',
    });
  });
});
