/** Rules of users: the example of the documentation as it stands there, and modules that are none. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const main = resolve(import.meta.dirname, "../src/main.ts");
const page = readFileSync(resolve(import.meta.dirname, "../../../docs/custom-rules.md"), "utf8");
const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
const folder = mkdtempSync(join(tmpdir(), "deflint-plugins-"));
afterAll(() => rmSync(folder, { recursive: true }));

const RECIPE = "Bootstrap: docker\nFrom: ubuntu:24.04\n";

const lint = (configuration: string, module: string, recipe = RECIPE, ...more: readonly string[]) => {
  writeFileSync(join(folder, ".deflint.yaml"), configuration);
  writeFileSync(join(folder, "rules.mjs"), module);
  writeFileSync(join(folder, "recipe.def"), recipe);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, "--no-shellcheck", "--quiet", "--format", "compact", ...more, "recipe.def"],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
};

describe("a plugin", () => {
  it("is found by its path, configured and suppressed like any rule", () => {
    expect(lint("plugins: [./rules.mjs]", example)).toEqual({
      status: 1,
      stdout: 'recipe.def:2:7: warning XSITE001 missing-maintainer: no label "maintainer"\n',
      stderr: "",
    });
    const options = "plugins: [./rules.mjs]\nrules: {XSITE001: {severity: error, options: {label: owner}}}";
    expect(lint(options, example).stdout).toContain('error XSITE001 missing-maintainer: no label "owner"');
    const suppressed = RECIPE.replace("From", "# deflint disable-next-line=missing-maintainer\nFrom");
    expect(lint("plugins: [./rules.mjs]", example, suppressed)).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(lint("plugins: [./rules.mjs]", example, RECIPE, "--rule", "XSITE001=off").status).toBe(0);
  });
  it("is found as a package", () => {
    mkdirSync(join(folder, "node_modules/site-rules"), { recursive: true });
    writeFileSync(join(folder, "node_modules/site-rules/index.mjs"), example);
    writeFileSync(
      join(folder, "node_modules/site-rules/package.json"),
      '{"name":"site-rules","main":"index.mjs"}',
    );
    expect(lint("plugins: [site-rules]", "").stdout).toContain("XSITE001");
  });
  it.each([
    ["plugins: [./none.mjs]", "", '.deflint.yaml:1:11: the plugin "./none.mjs" cannot be loaded'],
    ["plugins: [./rules.mjs]", "export const rule = 1", 'exports no list "rules"'],
    [
      "plugins: [./rules.mjs]",
      'export const rules = [{code: "DEF201"}]',
      'has the code "DEF201"; it must be X',
    ],
    ["plugins: [./rules.mjs]\nrules: {XSITE002: off}", example, ':2:9: there is no rule "XSITE002"'],
  ])("that is none is told with its place: %s %s", (configuration, module, message) => {
    const { status, stderr } = lint(configuration, module);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
  it("that throws stops no other rule", () => {
    const throwing = example.replace("const last", 'throw new Error("oh"); const last');
    const { status, stdout, stderr } = lint(
      "plugins: [./rules.mjs]",
      throwing,
      "Bootstrap: docker\nFrom: ubuntu\n",
    );
    expect(stdout).toContain("DEF201");
    expect(stderr).toContain("Error: oh");
    expect(status).toBe(3);
  });
});
