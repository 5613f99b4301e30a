/** Header lines: keys, values, comments, continuations. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

/** The entries of the first header as `[key, value]`, and the problems. */
const header = (text: string) => {
  const file = parse(text);
  return {
    entries: file.stages[0]?.header.entries.map(({ key, value }) => [key.text, value?.text]),
    problems: file.problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
  };
};

test.each([
  ["key and value are trimmed", "  From \t:  a b  \n", [["From", "a b"]]],
  ["a value keeps its colons", "MirrorURL: http://h:80/a", [["MirrorURL", "http://h:80/a"]]],
  ["a # cuts wherever it stands", "From: a/b#c # d", [["From", "a/b"]]],
  ["a value may be absent", "From:\n", [["From", undefined]]],
  ["a key may be absent", ": x\n", [["", "x"]]],
  ["a line may end in CRLF", "From: a\r\nStage: b\r\n", [["From", "a"], ["Stage", "b"]]], // biome-ignore format: one case per line
  ["a lone CR is a character", "From: a\rb\r", [["From", "a\rb"]]],
  ["continuations keep the blanks before the backslash", "Include: a \\\n  b\\\nc\n", [["Include", "a bc"]]],
  ["a continuation swallows the next key", "Include: a \\\nFrom: z\n", [["Include", "a From: z"]]],
  ["a comment may follow the backslash", "Include: a \\ # x\n b # y\n", [["Include", "a b"]]],
  ["\\n before the backslash is a line break", "ProductPGP: a\\n\\\n\\n\\\nb\n", [["ProductPGP", "a\n\nb"]]],
  ["\\n elsewhere is two characters", "ProductPGP: a\\nb\n", [["ProductPGP", "a\\nb"]]],
  ["two lines may make up a \\n", "ProductPGP: a\\\\\nn\\\nb\n", [["ProductPGP", "a\nb"]]],
  ["a NUL is a character", "From: a\0b\n", [["From", "a\0b"]]],
])("%s", (_, text, entries) => {
  expect(header(text)).toEqual({ entries, problems: [] });
});

test.each([
  ["a line without a colon", "ubuntu # x\n", "header-line-without-colon", "ubuntu"],
  ["a backslash with nothing before it", "Include: \\\n", "dangling-continuation", "\\"],
  ["a continuation that a comment cuts off", "Include: a \\\n# c\nFrom: z\n", "dangling-continuation", "\\"],
  ["a continuation that a blank line cuts off", "Include: a \\\n\nFrom: z\n", "dangling-continuation", "\\"],
  ["a continuation that a section cuts off", "Include: a \\\n%post\n", "dangling-continuation", "\\"],
  ["a continuation that a stage cuts off", "Include: a \\\nBootstrap: b\n", "dangling-continuation", "\\"],
])("%s is a problem", (_, text, code, place) => {
  expect(header(text).problems).toEqual([[code, place]]);
});

test("spans reach from the key to the comment", () => {
  const text = "\tFrom : a \\ # x\n  b # y\n# z\n";
  const { entries, comments } = parse(text).stages[0]!.header;
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  expect(at(entries[0]!.span)).toBe("From : a \\ # x\n  b # y");
  expect(at(entries[0]!.colon!)).toBe(":");
  expect(at(entries[0]!.value!.span)).toBe("a \\ # x\n  b");
  expect(at(entries[0]!.comment!)).toBe("# y");
  expect(comments.map(at)).toEqual(["# x", "# z"]);
});
