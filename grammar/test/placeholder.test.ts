/** Placeholders: what is one, and what only looks like one. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

const found = (text: string) =>
  parse(text).placeholders.map(({ span, name }) => [text.slice(span.start, span.end), name.text]);

test.each([
  ["From: a:{{ TAG }}", [["{{ TAG }}", "TAG"]]],
  ["{{{X}}}", [["{{X}}", "X"]]],
  ["# {{X}}\n%post\n{{\n1_a\t}}{{ Y}}", [["{{X}}", "X"], ["{{\n1_a\t}}", "1_a"], ["{{ Y}}", "Y"]]], // biome-ignore format: one case per line
  ["{{ a-b }} {{ .x }} {{}} {{ x | y }} {{ x } }} {{\u00a0x}} {{\vx}}", []],
  ["{{ a", []],
])("%j", (text, expected) => {
  expect(found(text)).toEqual(expected);
});
