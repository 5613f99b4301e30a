/** Kept trees are those a fresh reading gives, and no more are kept than fit. */

import { parseScript } from "@deftools/shell";
import { expect, test } from "vitest";
import { ScriptTrees } from "../src/script-trees.ts";

const whole = (text: string) => ({ start: 0, end: text.length });

test("a script that stays is the same tree, one that moves is read again", () => {
  const trees = new ScriptTrees();
  const first = trees.read("echo $x\n", whole("echo $x\n"));
  expect(trees.read("echo $x\n", whole("echo $x\n"))).toBe(first);
  const body = { start: 4, end: 12 };
  expect(trees.read("%a\n\necho $x\n", body)).toEqual(parseScript("%a\n\necho $x\n", body));
});

test("the same text with other masks is another script", () => {
  const trees = new ScriptTrees();
  const text = "echo {{x}}\n";
  const masked = [{ start: 5, end: 10 }];
  trees.read(text, whole(text));
  expect(trees.read(text, whole(text), { masked })).toEqual(parseScript(text, whole(text), { masked }));
});

test("what was not asked for for long is forgotten", () => {
  const trees = new ScriptTrees();
  const text = (name: string) => `echo ${name} ${"x".repeat(90_000)}\n`;
  const first = trees.read(text("a"), whole(text("a")));
  for (const name of ["b", "c"]) trees.read(text(name), whole(text(name)));
  expect(trees.read(text("a"), whole(text("a")))).not.toBe(first);
  const huge = "x".repeat(300_000);
  expect(trees.read(huge, whole(huge))).toBe(trees.read(huge, whole(huge)));
});
