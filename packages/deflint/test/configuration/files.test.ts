/** Which configuration holds for a recipe, and what is said about a wrong one. */

import { run } from "@deftools/deflint";
import { describe, expect, it } from "vitest";
import { memoryWorld } from "../memory-ports.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu\n";

const answer = async (argv: string, files: Readonly<Record<string, string>>) => {
  const { ports, said } = memoryWorld(Object.entries({ "/p/q/a.def": RECIPE, ...files }));
  return { code: await run(argv.split(" "), ports), said: said() };
};

const level = async (files: Readonly<Record<string, string>>, argv = "--format jsonl p/q/a.def") => {
  const { said } = await answer(argv, files);
  return /"code":"DEF201".*?"severity":"(\w+)"/.exec(said)?.[1] ?? (said === "" ? "off" : said);
};

describe("the configuration of a recipe", () => {
  it.each([
    ["YAML beside it", { "/p/q/.deflint.yaml": "rules: {DEF201: error}" }, "error"],
    ["YAML above it", { "/.deflint.yml": "rules: {untagged-image: error}" }, "error"],
    [
      "the nearest",
      { "/.deflint.yml": "rules: {DEF201: error}", "/p/.deflint.json": '{"rules":{"DEF2xx":"info"}}' },
      "info",
    ],
    ["JSON with comments", { "/p/.deflint.jsonc": '{ // why\n "rules": { "DEF201": "style", } }' }, "style"],
    ["package.json", { "/p/package.json": '{"deflint":{"rules":{"DEF201":"off"}}}' }, "off"],
    [
      "not a package.json without it",
      { "/p/package.json": "{}", "/.deflint.yaml": "rules: {DEF201: info}" },
      "info",
    ],
    [
      "not a package.json with a program of that name",
      { "/p/package.json": '{"bin":{"deflint":"x.js"}}', "/.deflint.yaml": "rules: {DEF201: info}" },
      "info",
    ],
    [
      "what it extends",
      {
        "/p/.deflint.yaml": "extends: [../a.yaml, ../b.json]",
        "/a.yaml": "rules: {DEF201: error}",
        "/b.json": '{"rules":{"DEF201":"info"}}',
      },
      "info",
    ],
    [
      "more than what it extends",
      {
        "/p/.deflint.yaml": "extends: ../a.yaml\nrules: {DEF201: style}",
        "/a.yaml": "rules: {DEF201: error}",
      },
      "style",
    ],
    ["an override", { "/p/.deflint.yaml": "overrides: [{files: q/*.def, rules: {DEF201: off}}]" }, "off"],
    [
      "an override by name",
      { "/p/.deflint.yaml": "overrides: [{files: ['a.*'], rules: {DEF201: off}}]" },
      "off",
    ],
    [
      "no override of others",
      { "/p/.deflint.yaml": "overrides: [{files: r/*.def, rules: {DEF201: off}}]" },
      "warning",
    ],
    ["an empty file", { "/p/.deflint.yaml": "# nothing yet\n" }, "warning"],
  ] as const)("is %s", async (_name, files, wanted) => {
    expect(await level(files)).toBe(wanted);
  });
  it("can be named, passed over, and overruled", async () => {
    const files = { "/p/.deflint.yaml": "rules: {DEF201: error}", "/x.json": '{"rules":{"DEF201":"info"}}' };
    expect(await level(files, "--format jsonl --config x.json p/q/a.def")).toBe("info");
    expect(await level(files, "--format jsonl --no-config p/q/a.def")).toBe("warning");
    expect(await level(files, "--format jsonl --rule DEF201=style p/q/a.def")).toBe("style");
  });
});

describe("a wrong configuration", () => {
  it.each([
    [".deflint.yaml", "rulez: {}", ':1:1: unknown key "rulez"', "did you mean rules?"],
    [".deflint.yaml", "a: 1\nprofile: strikt", ':1:1: unknown key "a"', "known are $schema"],
    [
      ".deflint.yaml",
      "# x\nprofile: strikt",
      ':2:10: "profile": expected ("recommended" | "strict" | "hpc" | "all"), found "strikt"',
      "",
    ],
    [".deflint.yaml", "rules:\n  DEF201: fatal", ':2:11: "DEF201": expected', ""],
    [
      ".deflint.yaml",
      "rules:\n  DEF201:\n    severty: info",
      ':3:5: unknown key "severty"',
      "did you mean severity?",
    ],
    [
      ".deflint.yaml",
      "rules:\n  untaged-image: info",
      ':2:3: there is no rule "untaged-image"',
      "did you mean untagged-image?",
    ],
    [
      ".deflint.yaml",
      "rules:\n  DEF201: { options: { x: 1 } }",
      ':2:24: DEF201 has no option "x"',
      "it has none",
    ],
    [".deflint.yaml", "rules: [", ":1:9: ", ""],
    [".deflint.yaml", "overrides:\n  - rules: {}", ':2:5: "files" is missing', ""],
    [".deflint.yaml", "sitePaths: [scratch]", ':1:13: "0": must begin with /, found "scratch"', ""],
    [".deflint.yaml", "extends: .deflint.yaml", ":1:1: extends goes in a circle", ""],
    [".deflint.json", '{\n  "engine": "apptainer-9"\n}', ':2:13: "engine": expected', ""],
    [".deflint.json", '{ "rules": { "DEF201": } }', ":1:24: value expected", ""],
    ["package.json", '{"deflint": {\n "prof": 1}}', ':2:2: unknown key "prof"', ""],
  ])("is told with its place: %s %j", async (name, text, message, hint) => {
    const { code, said } = await answer("p/q/a.def", { [`/p/q/${name}`]: text });
    expect(said).toContain(`2> deflint: p/q/${name}${message}`);
    expect(said).toContain(hint);
    expect(code).toBe(2);
  });
  it("that is named and missing is told", async () => {
    expect(await answer("--config x.yaml p/q/a.def", {})).toEqual({
      code: 2,
      said: '2> deflint: "x.yaml" does not exist\n',
    });
  });
});

it("is printed with its sources", async () => {
  const { said } = await answer("config p/q/a.def", {
    "/p/.deflint.yaml":
      "profile: all\nrules: {DEF201: error}\noverrides: [{files: '*.def', rules: {DEF202: off}}]",
  });
  expect(said).toMatch(/^profile +all +p\/\.deflint\.yaml$/m);
  expect(said).toMatch(/^DEF201 +error +p\/\.deflint\.yaml$/m);
  expect(said).toMatch(/^DEF202 +off +p\/\.deflint\.yaml overrides\[0\]$/m);
  expect(said).toMatch(/^DEF205 +error +default$/m);
  const json = JSON.parse((await answer("config --json p/q/a.def", {})).said);
  expect(json.profile).toEqual({ value: "recommended", source: "default" });
});
