/** Frames that hold for tabs, wide characters, clusters, line ends and long lines. */

import { readMarks } from "@deftools/testkit";
import { LineIndex } from "@deftools/text";
import { expect, it } from "vitest";
import { codeFrame } from "../../src/reporters/code-frame.ts";

const frame = (marked: string, width = 60): string => {
  const { text, ranges } = readMarks(marked);
  const [span = { start: 0, end: 0 }] = ranges;
  const { line, code, underline } = codeFrame(new LineIndex(text), span, width);
  return `${line}|${code}|${underline}`;
};

it.each([
  ["a word", "From: «ubuntu» x", "1|From: ubuntu x|      ^~~~~~"],
  ["a place", "a«»b", "1|ab| ^"],
  ["the end of a line", "a«»\nb", "1|a| ^"],
  ["the end of the file", "a\n«»", "2||^"],
  ["tabs", "\ta\t«b\tc»", "1|    a    b    c|         ^~~~~~"],
  ["CRLF", "a\r\n«b»\r\nc", "2|b|^"],
  ["several lines", "a «b\nc» d", "1|a b|  ^"],
  ["a line end alone", "a«\n»b", "1|a| ^"],
  ["wide characters", "日本«語x»", "1|日本語x|    ^~~"],
  ["an emoji of several code points", "👩‍🔬«x»", "1|👩‍🔬x|  ^"],
  ["half a cluster", "e«\u0301»x", "1|e\u0301x|^"],
  ["a byte order mark", "\uFEFF«x»", "1|<U+FEFF>x|        ^"],
])("%s", (_name, marked, expected) => {
  expect(frame(marked)).toBe(expected);
});

it("cuts what is far before and behind", () => {
  expect(frame(`${"a".repeat(1000)}«b»${"c".repeat(1000)}`, 20)).toBe(
    "1|…aaaaaaaaaaaaabcccc…|" + " ".repeat(14) + "^",
  );
});

it("never draws more than the width, nor half an emoji", () => {
  const line = `${"🦀".repeat(500)}«${"\t".repeat(50)}»${"🦀".repeat(500)}`;
  for (let width = 10; width < 40; width++) {
    const [, code = "", underline = ""] = frame(line, width).split("|");
    expect([...code].reduce((sum, character) => sum + (character === "🦀" ? 2 : 1), 0)).toBeLessThanOrEqual(
      width,
    );
    expect(underline.length).toBeLessThanOrEqual(width);
    expect(code.isWellFormed()).toBe(true);
  }
});
