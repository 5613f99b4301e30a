/** Spans: what they cover and touch. */
import { expect, test } from "vitest";
import { covers, span, textAt, touches } from "../src/index.ts";

test("a span is half open", () => {
  expect(textAt("abcd", span(1, 3))).toBe("bc");
  expect(textAt("abcd", span(2, 2))).toBe("");
});

test.each([
  [span(0, 4), span(1, 3), true],
  [span(0, 4), span(0, 4), true],
  [span(0, 4), span(4, 4), true],
  [span(1, 4), span(0, 2), false],
  [span(0, 3), span(2, 4), false],
])("%j covers %j: %j", (outer, inner, expected) => {
  expect(covers(outer, inner)).toBe(expected);
});

test("a cursor touches both ends of a span", () => {
  expect([0, 1, 2, 3, 4].map((offset) => touches(span(1, 3), offset))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});
