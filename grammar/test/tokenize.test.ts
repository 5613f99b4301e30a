/** Tokens: one per line where lines count, one per body where they do not. */
import { expect, test } from "vitest";
import { tokenize } from "../src/index.ts";

test("lines count in headers and in sections with lines of their own", () => {
  const text = "\ufeff# c\nFrom: x\n\n%post\n a\n\n b\n%FILES\n a b\n\n# c\n%foo\nx\nBootstrap: y\nEnd";
  expect(tokenize(text).map(({ kind, text }) => [kind, text])).toEqual([
    ["ByteOrderMark", "\ufeff"],
    ["CommentLine", "# c\n"],
    ["Line", "From: x\n"],
    ["BlankLine", "\n"],
    ["BodySection", "%post\n"],
    ["Body", " a\n\n b\n"],
    ["LinesSection", "%FILES\n"],
    ["Line", " a b\n"],
    ["BlankLine", "\n"],
    ["CommentLine", "# c\n"],
    ["BodySection", "%foo\n"],
    ["Body", "x\n"],
    ["StageOpening", "Bootstrap: y\n"],
    ["Line", "End"],
  ]);
});

test("blank is what Go calls white space", () => {
  const kinds = (text: string) => tokenize(text).map(({ kind }) => kind);
  expect(kinds("\u00a0\u0085\u2003\u3000\v\f\r\n")).toEqual(["BlankLine"]);
  expect(kinds("\u2028%post")).toEqual(["BodySection"]);
  expect(kinds("x\n\ufeff%post")).toEqual(["Line", "Line"]);
});
