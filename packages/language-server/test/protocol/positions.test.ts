/** Offsets and the protocol's positions: UTF-16 code units, and lines as the protocol counts them. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { toEdit, toRange, toSpan } from "../../src/protocol/positions.ts";

const open = (text: string): TextDocument => TextDocument.create("file:///a.def", "singularity-def", 1, text);

test("characters outside the basic plane count as two", () => {
  const document = open("%help\n😀 é x\n");
  expect(toRange(document, { start: 6, end: 12 })).toEqual({
    start: { line: 1, character: 0 },
    end: { line: 1, character: 6 },
  });
});

test("LF, CRLF and a lone CR end a line", () => {
  const { start } = toRange(open("a\nb\r\nc\rd"), { start: 7, end: 8 });
  expect(start).toEqual({ line: 3, character: 0 });
});

test("positions outside the text are moved to its nearest place", () => {
  const range = { start: { line: 0, character: 99 }, end: { line: 99, character: 0 } };
  expect(toSpan(open("ab\ncd"), range)).toEqual({ start: 2, end: 5 });
});

test("an edit keeps its text", () => {
  const at = { line: 1, character: 0 };
  expect(toEdit(open("a\nb"), { span: { start: 2, end: 2 }, text: "x" })).toEqual({
    range: { start: at, end: at },
    newText: "x",
  });
});

test("a span survives the way to a range and back, but that no place lies inside a line end", () => {
  const texts = fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
      const offsets = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      const [start = 0, end = 0] = offsets.map((offset) =>
        /\r\n/.test(text.slice(offset - 1, offset + 1)) ? offset - 1 : offset,
      );
      const document = open(text);
      expect(toSpan(document, toRange(document, { start, end }))).toEqual({ start, end });
    }),
  );
});
