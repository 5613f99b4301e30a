/** What is generated from the rules is what is committed. */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rules } from "@deftools/lint/rules";
import { expect, it } from "vitest";
import { ruleIndex, rulePages } from "../gen.ts";

const root = resolve(import.meta.dirname, "../../..");
const committed = (path: string): string => readFileSync(join(root, path), "utf8");

it("the index names every rule file", () => {
  expect(committed("packages/lint/rules/index.ts")).toBe(ruleIndex());
});

it("the pages say what the rules say", () => {
  const pages = rulePages(rules);
  for (const [path, text] of pages) expect(committed(path), path).toBe(text);
  expect(readdirSync(join(root, "docs/rules")).sort()).toEqual(
    [...pages.keys()].map((path) => path.slice("docs/rules/".length)).sort(),
  );
});

it("each generated file says so in its first line", () => {
  for (const text of [ruleIndex(), ...rulePages(rules).values()])
    expect(text.split("\n", 1)[0]).toMatch(/Generated/);
});
