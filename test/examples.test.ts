/** The examples are what the linter would have recipes be, tidy, and all told of. */

import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const recipes = globSync("examples/*.def", { cwd: root }).sort();

/** Those that show what is wrong with others. */
const warnings = ["bad-habits.def", "template.def"];
const models = recipes.filter((path) => !warnings.includes(basename(path)));

const run = (program: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "packages/deflint/dist", program), ...args],
    { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { status, said: `${stdout}${stderr}` };
};

describe("examples", () => {
  it.each(models)("%s has no findings", (path) => {
    expect(run("deflint.js", "--no-shellcheck", path).said).toBe("nothing found in 1 file\n");
  });
  it("are tidy", () => {
    expect(run("deffmt.js", "--check", ...models)).toMatchObject({ status: 0 });
  });
  it("are in their table", () => {
    const table = readFileSync(join(root, "examples/README.md"), "utf8");
    expect(recipes.filter((path) => !table.includes(`| \`${path}\` |`))).toEqual([]);
  });
});
