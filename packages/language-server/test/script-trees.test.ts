/** Trees that are kept are those a fresh reading gives, and what did not change is not read again. */

import { parseScript } from "@deftools/shell";
import { expect, test } from "vitest";
import { ScriptTrees } from "../src/script-trees.ts";

const whole = (text: string) => ({ start: 0, end: text.length });
const two = "echo $x\n%b\nmake\ntest\n";
const scripts = [
  { start: 0, end: 8 },
  { start: 11, end: 21 },
] as const;

test("a script that stays is the same tree, in this version and the next", () => {
  const trees = new ScriptTrees();
  const first = trees.read(two, scripts[0]);
  expect(trees.read(two, scripts[0])).toBe(first);
  expect(trees.read(two.replace("make", "cmake"), scripts[0])).toBe(first);
});

test("of a script that changes or moves, the statements that did not change are the same", () => {
  const trees = new ScriptTrees();
  const [make] = trees.read(two, scripts[1]).statements;
  const longer = `${two}ldconfig\n`;
  const body = { ...scripts[1], end: longer.length };
  const changed = trees.read(longer, body);
  expect(changed).toEqual(parseScript(longer, body));
  expect(changed.statements[0]).toBe(make);
  const moved = { start: body.start + 1, end: body.end + 1 };
  expect(trees.read(`\n${longer}`, moved)).toEqual(parseScript(`\n${longer}`, moved));
});

test("the same text with other masks is another script", () => {
  const trees = new ScriptTrees();
  const text = "echo {{x}}\n";
  const masked = [{ start: 5, end: 10 }];
  trees.read(text, whole(text));
  expect(trees.read(text, whole(text), { masked })).toEqual(parseScript(text, whole(text), { masked }));
});

test("versions that are gone do not stay in memory for ever: now and then all is read anew", () => {
  const trees = new ScriptTrees();
  const version = (index: number) => `first\nsecond ${"x".repeat(index)}\n`;
  const [first] = trees.read(version(0), whole(version(0))).statements;
  const kept = Array.from({ length: 400 }, (_, index) => version(index + 1)).filter(
    (text) => trees.read(text, whole(text)).statements[0] === first,
  );
  expect(kept).toHaveLength(200);
});

test("what is too long to have been typed is not kept", () => {
  const trees = new ScriptTrees();
  const huge = `${"x".repeat(300_000)}\n`;
  expect(trees.read(huge, whole(huge))).not.toBe(trees.read(huge, whole(huge)));
  expect(trees.read(huge, whole(huge))).toEqual(trees.read(huge, whole(huge)));
});
