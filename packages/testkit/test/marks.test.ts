/** The marks that all fixtures rest on. */

import { describe, expect, it } from "vitest";
import { readMarkedFiles, readMarks } from "../src/index.ts";

describe("readMarks", () => {
  it("finds the cursor", () => {
    expect(readMarks("From: ubu‸ntu")).toEqual({ text: "From: ubuntu", cursor: 9, ranges: [] });
  });
  it("finds ranges, the outer of nested ones first", () => {
    expect(readMarks("«a «b»» «»c")).toEqual({
      text: "a b c",
      ranges: [
        { start: 0, end: 3 },
        { start: 2, end: 3 },
        { start: 4, end: 4 },
      ],
    });
  });
  it("counts UTF-16 code units", () => {
    expect(readMarks("🦀«x»").ranges).toEqual([{ start: 2, end: 3 }]);
  });
  it("drops one line end at the start only", () => {
    expect(readMarks("\n\nx\n").text).toBe("\nx\n");
  });
  it.each([
    ["an open range", "a «b", /« without its »/],
    ["a closing mark alone", "a» b", /» without its «/],
    ["two cursors", "a‸b‸", /second ‸/],
    ["a file header", "⟦/a⟧\nx", /one file/],
  ])("throws on %s", (_name, text, message) => {
    expect(() => readMarks(text)).toThrow(message);
  });
});

describe("readMarkedFiles", () => {
  it("reads several files in order", () => {
    const files = readMarkedFiles("\n⟦/a.def⟧\nFrom: «x»\n⟦/b.def⟧\n‸\n");
    expect([...files]).toEqual([
      ["/a.def", { text: "From: x\n", ranges: [{ start: 6, end: 7 }] }],
      ["/b.def", { text: "\n", cursor: 0, ranges: [] }],
    ]);
  });
  it.each([
    ["text before the first file", "x\n⟦/a⟧\n", /before the first/],
    ["no file at all", "x", /before the first/],
    ["a doubled name", "⟦/a⟧\n⟦/a⟧\n", /second file "\/a"/],
    ["an empty name", "⟦⟧\n", /without a name/],
    ["a header inside a line", "⟦/a⟧\nx ⟦/b⟧\n", /no header line/],
  ])("throws on %s", (_name, text, message) => {
    expect(() => readMarkedFiles(text)).toThrow(message);
  });
});
