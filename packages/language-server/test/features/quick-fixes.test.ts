/** Which fixes are offered where, and what they do to the text. */

import type { Finding, FixSafety } from "@deftools/lint";
import { readMarks } from "@deftools/testkit";
import type { Span } from "@deftools/text";
import { expect, test } from "vitest";
import { quickFixes } from "../../src/features/quick-fixes.ts";

const finding = (span: Span, safety?: FixSafety): Finding => ({
  code: "DEF999",
  name: "made-up",
  severity: "warning",
  message: "made up",
  url: "https://example.org/",
  span,
  ...(safety && { fix: { title: `mend ${span.start}`, safety, edits: [{ span, text: "x" }] } }),
});

/** The titles offered at the cursor when every marked range has a finding. */
const offers = (marked: string, safety?: FixSafety): readonly string[] => {
  const { ranges, cursor = 0 } = readMarks(marked);
  const place = { start: cursor, end: cursor };
  return quickFixes(
    ranges.map((range) => finding(range, safety)),
    place,
  ).map(({ title }) => title);
};

test("a fix is offered where the cursor touches its finding", () => {
  expect(offers("a «b‸c» d", "safe")).toEqual(["mend 2"]);
  expect(offers("a ‸«bc» d", "safe")).toEqual(["mend 2"]);
  expect(offers("a «bc»‸ d", "safe")).toEqual(["mend 2"]);
  expect(offers("‸a «bc» d", "safe")).toEqual([]);
  expect(offers("a «bc» d‸", "safe")).toEqual([]);
});

test("all findings at a place offer theirs", () => {
  expect(offers("«a «‸b» c»", "safe")).toEqual(["mend 0", "mend 2"]);
});

test("a finding without a fix offers nothing", () => {
  expect(offers("«a‸»")).toEqual([]);
});

test("an unsafe fix says so", () => {
  const span = { start: 0, end: 1 };
  const place = { start: 0, end: 5 };
  expect(quickFixes([finding(span, "unsafe")], place).map(({ preferred }) => preferred)).toEqual([false]);
  expect(quickFixes([finding(span, "safe")], place).map(({ preferred }) => preferred)).toEqual([true]);
});
