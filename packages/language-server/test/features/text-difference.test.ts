/** Edits between texts: they lead from one to the other, and leave lines alone that both have. */

import { applyEdits, overlap } from "@deftools/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { textDifference } from "../../src/features/text-difference.ts";

test("only what differs", () => {
  expect(textDifference("a\nb1\nc\nd\n", "a\nb2\nc\nd\ne\n")).toEqual([
    { span: { start: 3, end: 4 }, text: "2" },
    { span: { start: 9, end: 9 }, text: "e\n" },
  ]);
  expect(textDifference("a\r\nb\r\n", "b\r\n")).toEqual([{ span: { start: 0, end: 3 }, text: "" }]);
  expect(textDifference("a1\nb1\nc\n", "a2\nb2\nc\n")).toEqual([
    { span: { start: 1, end: 2 }, text: "2" },
    { span: { start: 4, end: 5 }, text: "2" },
  ]);
  expect(textDifference("a\n", "a\n")).toEqual([]);
});

test("whatever the texts are, the edits lead from one to the other", () => {
  const text = fc.array(fc.constantFrom("a\n", "b\r\n", "c", "\n", "dd\n")).map((lines) => lines.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = textDifference(before, after);
      expect(applyEdits(before, edits)).toBe(after);
      for (const [at, one] of edits.entries())
        for (const other of edits.slice(at + 1)) expect(overlap(one, other)).toBe(false);
    }),
  );
});

test("texts that have nothing in common", () => {
  const lines = (word: string) => Array.from({ length: 600 }, (_, at) => `${word} ${at}\n`).join("");
  expect(textDifference(lines("a"), lines("b"))).toHaveLength(600);
  expect(textDifference(lines("a"), `${lines("b")}c\n`)).toHaveLength(1);
});
