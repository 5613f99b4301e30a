/** Turning a rule off in configuration files: what is written, and that all else stays. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ConfigurationPorts, configurationFinder, ruleOff } from "@deftools/configuration";
import { resolveConfiguration } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { applyEdits } from "@deftools/text";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePowers } from "../src/node-powers.ts";

const rule = { code: "DEF201", name: "untagged-image" };

/** The file with the rule off, `‸` where the reason belongs. */
const off = async (text: string, path = ".deflint.yaml"): Promise<string | undefined> => {
  const found = await ruleOff({ path: `/w/${path}`, text }, rule, "/w/sub/a.def");
  if (!found) return undefined;
  const { edit, reason = -1 } = found;
  const marked = reason === -1 ? edit.text : `${edit.text.slice(0, reason)}‸${edit.text.slice(reason)}`;
  return applyEdits(text, [{ ...edit, text: marked }]);
};

test.each([
  ["", "rules:\n  DEF201: off # ‸\n"],
  ["# ours\nprofile: strict # all\n", "# ours\nprofile: strict # all\nrules:\n  DEF201: off # ‸\n"],
  ["rules:\n", "rules:\n  DEF201: off # ‸\n"],
  ["rules:\n  # why\n  DEF202: 'off'\n", "rules:\n  # why\n  DEF202: 'off'\n  DEF201: off # ‸\n"],
  ["rules:\n  untagged-image: error # x\nengine: a\n", "rules:\n  untagged-image: off # x\nengine: a\n"],
  ["rules:\n  def201: info\n", "rules:\n  def201: off # ‸\n"],
  ["rules:\n  DEF201:\n    severity: error\n", "rules:\n  DEF201:\n    severity: off # ‸\n"],
  ["rules: {DEF202: off}\n", "rules: {DEF202: off, DEF201: off}\n"],
  ["rules:\r\n  DEF202: off\r\n", "rules:\r\n  DEF202: off\r\n  DEF201: off # ‸\r\n"],
  ["{}", "{rules: {DEF201: off}}"],
  ["rules: {}", "rules: {DEF201: off}"],
  ["engine: a # x", "engine: a # x\nrules:\n  DEF201: off # ‸\n"],
  ["rules: # ours\n\nengine: a", "rules: # ours\n  DEF201: off # ‸\n\nengine: a"],
  ["rules:\n    a: |\n      x\nengine: a", "rules:\n    a: |\n      x\n    DEF201: off # ‸\nengine: a"],
  [
    "rules:\n  DEF201: {options: {a: [1]}} # x\n",
    "rules:\n  DEF201: {options: {a: [1]}, severity: off} # x\n",
  ],
  ["rules: [\n", undefined],
  ["rules: off\n", undefined],
  ["- a\n", undefined],
  ["a: &a {}\nrules: *a\n", undefined],
  ["rules:\n  DEF201: off\n", undefined],
])("YAML %j", async (before, after) => {
  expect(await off(before)).toBe(after);
});

test("overrides that turn it on for the recipe are told, too; those of other recipes, or that say nothing, are not", async () => {
  const text = (levels: readonly [string, string, string]) => `rules:
  DEF201: ${levels[0]}
overrides:
  - files: sub/*.def # these
    rules:
      # loud
      untagged-image: ${levels[1]}
  - files: [other/**]
    rules:
      DEF201: error
  - files: "*.def"
    rules:
      DEF2xx: warning
${levels[2]}  - files: "*.def"
    profile: strict
    rules:
      DEF202: error
`;
  const last = "      DEF201: off\n";
  expect(await off(text(["error", "error", ""]))).toBe(text(["off # ‸", "off", last]));
  expect(await off(text(["off", "error", ""]))).toBe(text(["off", "off # ‸", last]));
});

test("what is written has the rule off for the recipe", async () => {
  const text = "overrides:\n- files: sub/*\n  rules: {DEF2xx: error, DEF202: off}\n";
  const ports = (given: string): ConfigurationPorts => ({
    cwd: "/w",
    readFile: async (path) => {
      if (path === "/w/.deflint.yaml") return new TextEncoder().encode(given);
      throw Object.assign(new Error("none"), { code: "ENOENT" });
    },
  });
  const codes = async (given: string) => {
    const { layers } = await configurationFinder(ports(given), undefined, rules)("/w/sub/a.def");
    return resolveConfiguration(layers, rules).rules.map(({ code }) => code);
  };
  expect(await codes(text)).toContain("DEF201");
  expect(await codes((await off(text))?.replace("‸", "") ?? "")).not.toContain("DEF201");
});

test("JSON with its comments, and our part of a package.json", async () => {
  expect(await off('{\n  // ours\n  "rules": {\n    "DEF202": "off" // x\n  }\n}\n', ".deflint.jsonc")).toBe(
    '{\n  // ours\n  "rules": {\n    "DEF201": "off", // ‸\n    "DEF202": "off" // x\n  }\n}\n',
  );
  expect(await off('{ "rules": { "DEF201": "info" } }', ".deflint.jsonc")).toBe(
    '{ "rules": { "DEF201": "off" } }',
  );
  for (const wrong of ["{", "[]", '{ "rules": 1 }', '{ "rules": [] }'])
    expect(await off(wrong, ".deflint.json")).toBeUndefined();
  expect(await off('{ "name": "x", "deflint": {} }', "package.json")).toContain('"DEF201": "off"');
  const overridden = '{ "overrides": [{ "files": "a.def", "rules": { "DEF201": "error" } }] }';
  expect(JSON.parse((await off(overridden, ".deflint.json")) ?? "")).toEqual({
    rules: { DEF201: "off" },
    overrides: [{ files: "a.def", rules: { DEF201: "off" } }],
  });
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rule-off-"));
  mkdirSync(join(folder, "with/sub"), { recursive: true });
  writeFileSync(join(folder, "with/.deflint.yml"), "profile: hpc\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the nearest file is edited, else one is made in the folder of the client, or beside the recipe", async () => {
  const at = (path: string) => pathToFileURL(join(folder, path)).href;
  const change = (uri: string, folders: readonly string[] = []) =>
    nodePowers("test/1").ruleOff(uri, rule, { only: undefined, folders });
  expect(await change(at("with/sub/a.def"), [at(".")])).toMatchObject({
    uri: at("with/.deflint.yml"),
    name: ".deflint.yml",
    before: "profile: hpc\n",
    fresh: false,
  });
  expect(await change(at("a.def"))).toMatchObject({
    uri: at(".deflint.yaml"),
    edit: { text: "rules:\n  DEF201: off # \n", snippet: "rules:\n  DEF201: off # ${1:reason}\n" },
    fresh: true,
  });
  const made = async (folders: readonly string[]) => (await change(at("one/two/a.def"), folders))?.uri;
  expect(await made([at("one/"), at("."), at("one/tw"), "untitled:x"])).toBe(at("one/.deflint.yaml"));
  expect(await made([at("other")])).toBe(at("one/two/.deflint.yaml"));
  expect(await change("untitled:a")).toBeUndefined();
});
