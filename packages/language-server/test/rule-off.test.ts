/** Turning a rule off in configuration files: what is written, and that all else stays. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ruleOff } from "@deftools/configuration";
import { applyEdits } from "@deftools/text";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePowers } from "../src/node-powers.ts";

const off = (text: string, path = ".deflint.yaml"): string | undefined => {
  const edit = ruleOff({ path, text }, ["DEF201", "untagged-image"]);
  return edit && applyEdits(text, [edit]);
};

test.each([
  ["", "rules:\n  DEF201: off\n"],
  ["# ours\nprofile: strict # all\n", "# ours\nprofile: strict # all\nrules:\n  DEF201: off\n"],
  ["rules:\n  # why\n  DEF202: 'off'\n", "rules:\n  # why\n  DEF202: 'off'\n  DEF201: off\n"],
  ["rules:\n  untagged-image: error # x\nengine: a\n", "rules:\n  untagged-image: off # x\nengine: a\n"],
  ["rules:\n  DEF201:\n    severity: error\n", "rules:\n  DEF201:\n    severity: off\n"],
  ["rules: {DEF202: off}\n", "rules: {DEF202: off, DEF201: off}\n"],
  ["rules:\r\n  DEF202: off\r\n", "rules:\r\n  DEF202: off\r\n  DEF201: off\r\n"],
  ["rules: [\n", undefined],
  ["- a\n", undefined],
])("YAML %j", (before, after) => {
  expect(off(before)).toBe(after);
});

test("JSON with its comments, and our part of a package.json", () => {
  expect(off('{\n  // ours\n  "rules": {\n    "DEF202": "off" // x\n  }\n}\n', ".deflint.jsonc")).toBe(
    '{\n  // ours\n  "rules": {\n    "DEF201": "off",\n    "DEF202": "off" // x\n  }\n}\n',
  );
  for (const wrong of ["{", "[]", '{ "rules": 1 }', '{ "rules": [] }'])
    expect(off(wrong, ".deflint.json")).toBeUndefined();
  expect(off('{ "name": "x", "deflint": {} }', "package.json")).toContain('"DEF201": "off"');
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rule-off-"));
  mkdirSync(join(folder, "with/sub"), { recursive: true });
  writeFileSync(join(folder, "with/.deflint.yml"), "profile: hpc\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the nearest file is edited, else one is made beside the recipe", async () => {
  const { ruleOff: change } = nodePowers("test/1");
  const at = (path: string) => pathToFileURL(join(folder, path)).href;
  expect(await change(at("with/sub/a.def"), undefined, ["DEF201"])).toMatchObject({
    uri: at("with/.deflint.yml"),
    name: ".deflint.yml",
    before: "profile: hpc\n",
    fresh: false,
  });
  expect(await change(at("a.def"), undefined, ["DEF201"])).toMatchObject({
    uri: at(".deflint.yaml"),
    edit: { text: "rules:\n  DEF201: off\n" },
    fresh: true,
  });
  expect(await change("untitled:a", undefined, ["DEF201"])).toBeUndefined();
});
