/** The templates: nothing is found in them, and as snippets they write the same. */

import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { analyze } from "@deftools/language-server";
import { expect, test } from "vitest";
import { snippetsJson } from "../snippets.ts";

const folder = resolve(import.meta.dirname, "../templates");
const templates = globSync("*.def", { cwd: folder })
  .sort()
  .map((name) => [name, readFileSync(resolve(folder, name), "utf8")] as const);

test.each(templates)("%s says in its first line what it is for, and is clean", (_name, text) => {
  expect(text).toMatch(/^# [A-Z].*\.\nBootstrap: /);
  expect(analyze(text).findings).toEqual([]);
});

test("each is a snippet, too", () => {
  const snippets: Readonly<Record<string, { readonly prefix: string; readonly body: readonly string[] }>> =
    JSON.parse(snippetsJson());
  expect(Object.keys(snippets)).toEqual(templates.map(([name]) => name.replace(".def", "")));
  for (const [name, text] of templates) {
    const { prefix, body = [] } = snippets[name.replace(".def", "")] ?? {};
    expect(prefix).toBe(`def-${name.replace(".def", "")}`);
    const written = body.join("\n").replace(/\\([\\$}])/g, "$1");
    expect(`${written}\n`).toBe(text.slice(text.indexOf("\n") + 1));
  }
});
