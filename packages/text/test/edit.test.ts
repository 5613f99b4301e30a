/** Edits: what they do, and which may not go together. */
import { expect, test } from "vitest";
import { applyEdits, overlap, span, type TextEdit } from "../src/index.ts";

const edit = (start: number, end: number, text: string): TextEdit => ({ span: span(start, end), text });

test("edits replace, insert and delete, all against the text as it was", () => {
  expect(applyEdits("abcdef", [edit(4, 6, ""), edit(0, 1, "xyz"), edit(3, 3, "-")])).toBe("xyzbc-d");
  expect(applyEdits("abc", [])).toBe("abc");
  expect(applyEdits("", [edit(0, 0, "a")])).toBe("a");
});

test.each([
  [edit(0, 2, ""), edit(1, 3, ""), true],
  [edit(1, 1, "a"), edit(1, 1, "b"), true],
  [edit(1, 1, "a"), edit(1, 2, ""), true],
  [edit(0, 3, ""), edit(1, 2, ""), true],
  [edit(0, 1, ""), edit(1, 2, ""), false],
  [edit(0, 1, ""), edit(1, 1, "a"), false],
])("%j and %j overlap: %j", (a, b, expected) => {
  expect(overlap(a, b)).toBe(expected);
  expect(overlap(b, a)).toBe(expected);
});

test.each([
  ["overlapping edits", [edit(0, 2, ""), edit(1, 3, "")]],
  ["an edit past the end", [edit(2, 4, "")]],
  ["an edit before the start", [edit(-1, 0, "")]],
  ["an edit that ends before it starts", [edit(2, 1, "")]],
])("%s throw", (_, edits) => {
  expect(() => applyEdits("abc", edits)).toThrow(RangeError);
});
