/** Lines and columns: line ends of all kinds, and places outside the text. */
import { expect, test } from "vitest";
import { LineIndex, textAt } from "../src/index.ts";

const lines = (text: string) => {
  const index = new LineIndex(text);
  return Array.from({ length: index.lineCount }, (_, line) => textAt(text, index.line(line)));
};

test.each([
  ["", [""]],
  ["a", ["a"]],
  ["a\n", ["a", ""]],
  ["a\r\nb\n\nc", ["a", "b", "", "c"]],
  ["a\rb\n", ["a\rb", ""]],
  ["a\r", ["a\r"]],
  ["\n", ["", ""]],
])("%j has the lines %j", (text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test("columns count UTF-16 code units", () => {
  expect(new LineIndex("é😀x").position(3)).toEqual({ line: 0, column: 3 });
});

test("what lies outside is moved to the nearest place inside", () => {
  const index = new LineIndex("ab\r\ncd");
  expect(index.position(-1)).toEqual({ line: 0, column: 0 });
  expect(index.position(99)).toEqual({ line: 1, column: 2 });
  expect(index.offset({ line: -1, column: 5 })).toBe(0);
  expect(index.offset({ line: 0, column: 99 })).toBe(2);
  expect(index.offset({ line: 1, column: -1 })).toBe(4);
  expect(index.offset({ line: 9, column: 0 })).toBe(6);
});
