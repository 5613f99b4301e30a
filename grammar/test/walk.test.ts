/** Walking: order of nodes, and where a cursor stands. */
import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { nodeAt, parse, walk } from "../src/index.ts";

test("walk visits each node before its children, in the order of the text", () => {
  const kinds: string[] = [];
  walk(parse("Bootstrap: a\n%files\n a b\n%labels\n c d\n%post\n x\n"), ({ kind }) => kinds.push(kind));
  expect(kinds).toEqual("file stage header header-entry section files-line section pair section".split(" "));
});

test.each([
  ["Boot‸strap: a\n%post\n", "file stage header header-entry"],
  ["Bootstrap: a\nFrom: ubu‸", "file stage header header-entry"],
  ["Bootstrap: a‸\n%post\n", "file stage header header-entry"],
  ["Bootstrap: a\n‸\n%post\n", "file stage header"],
  ["Bootstrap: a\n‸%post\n", "file stage section"],
  ["Bootstrap: a\n%files\n  a ‸b\n", "file stage section files-line"],
  ["Bootstrap: a\n%labels\n  a\n‸", "file stage section"],
  ["Bootstrap: a\n%post\n x\n‸Bootstrap: b\n", "file stage header header-entry"],
  ["Bootstrap: a\n%post\n x {{ y‸ }}\n", "file stage section placeholder"],
  ["‸", "file stage header"],
])("%j", (marked, expected) => {
  const { text, cursor } = readMarks(marked);
  expect(nodeAt(parse(text), cursor ?? -1).map(({ kind }) => kind)).toEqual(expected.split(" "));
});
