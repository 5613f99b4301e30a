/** The words of `%files`, as every engine since 3.0 cuts them. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

const words = (line: string) => {
  const content = parse(`%files\n${line}\n`).stages[0]!.sections[0]!.content;
  if (content.kind !== "files") throw new Error("no files");
  return content.lines.flatMap(({ source, destination, ignored }) =>
    [source, destination, ...ignored].map((word) => word?.text ?? ""),
  );
};

test.each([
  ["a b", ["a", "b"]],
  ["a", ["a", ""]],
  ["a\tb c d", ["a", "b", "c", "d"]],
  ['"a b" "c d"', ["a b", "c d"]],
  ['" a "', [" a ", ""]],
  ['""', ["", ""]],
  ['a"b c"d', ["a", "b c", "d"]],
  ["'a b' c", ["'a b", "' c"]],
  ["'a b' 'c d'", ["'a b", "'", "'c d", "'"]],
  ["a\\ b c", ["a\\", "b", "c"]],
  ["a # c", ["a", "#", "c"]],
  ['"a', ["a", ""]],
  ["{{ X }}/y /z", ["{{ X }}/y", "/z"]],
  ["/x/{{ A }}/{{ B }} /y/{{ C }}/z q", ["/x/{{ A }}/{{ B }}", "/y/{{ C }}/z", "q"]],
  ["{{A}}{{B}}", ["{{A}}{{B}}", ""]],
  ["a{{X}}b{c", ["a{{X}}b", "{c"]],
  ["{{ X }}{{}a", ["{{ X }}", "{{}a"]],
  ["a{b} {{ x", ["a{b}", "{{", "x"]],
  ["# a b", []],
  ['"', []],
])("%j", (line, expected) => {
  expect(words(line)).toEqual(expected);
});

test("spans include the quotes, texts do not", () => {
  const text = '%files\n  "a b" c\n';
  const content = parse(text).stages[0]!.sections[0]!.content;
  expect(content).toMatchObject({
    lines: [
      { source: { text: "a b", quoted: true, span: { start: 9, end: 14 } }, destination: { quoted: false } },
    ],
  });
});

test("a double quote without a partner is a problem, a single quote is none", () => {
  expect(parse("%files\n\"\n'\n").problems).toEqual([{ code: "lone-quote", span: { start: 7, end: 8 } }]);
});
