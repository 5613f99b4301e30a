/** Scripts into trees: kinds, values, comments, here-documents, errors, placeholders. */

import { textAt } from "@deftools/text";
import { describe, expect, test } from "vitest";
import { commandsIn, parseScript, type ShellWord, wordValue } from "../src/index.ts";

const read = (text: string) => {
  const masked = [...text.matchAll(/\{\{ \w+ \}\}/g)].map(({ index, 0: m }) => ({
    start: index,
    end: index + m.length,
  }));
  return parseScript(text, { start: 0, end: text.length }, { masked });
};
const words = (text: string): readonly ShellWord[] => commandsIn(read(text))[0]?.command.arguments ?? [];

describe("values of words", () => {
  test.each([
    [`echo a\\ b`, "a b"],
    [`echo "a \\"b\\" \\$c"`, 'a "b" $c'],
    [`echo 'a\\b'`, "a\\b"],
    [`echo $'a\\tb'`, "a\tb"],
    [`echo pre"fix"'ed'`, "prefixed"],
    [`echo ""`, ""],
    ["echo a\\\nb", "ab"],
    [`echo "$A"`, undefined],
    [`echo *.c`, undefined],
    [`echo ~/x`, undefined],
    [`echo {{ v }}`, undefined],
    [`echo "a{{ v }}b"`, undefined],
  ])("%s", (text, value) => expect(words(text)[0]?.value).toBe(value));

  test("an expansion is left as written where only the quotes are asked away", () => {
    expect(words(`rm -rf "$HOME"/a*`).map(wordValue)).toEqual(["-rf", "$HOME/a*"]);
  });

  test("a glob in an assignment is plain text", () => {
    expect(commandsIn(read("A=*"))[0]?.command.assignments[0]?.value?.value).toBe("*");
  });
});

test("a placeholder is a part of its word, with its text", () => {
  const word = words(`curl http://h/{{ v }}.tgz`)[0];
  expect(word?.text).toBe("http://h/{{ v }}.tgz");
  expect(word?.parts.map(({ kind }) => kind)).toEqual(["literal", "placeholder", "literal"]);
});

test("comments are found between words, never in them", () => {
  const text = `#!/bin/sh\na # one\nb "# no" '#no' x#no \${#y} # two\ncat <<E # three\n# no\nE\nA=( # four\n x)\n$(c # five\n)`;
  expect(read(text).comments.map((span) => textAt(text, span))).toEqual([
    "#!/bin/sh",
    "# one",
    "# two",
    "# three",
    "# four",
    "# five",
  ]);
});

describe("here-documents", () => {
  test("have their lines without the closing word", () => {
    const text = "cat <<-'E' >x && y\n\ta $b\n\tE\nz";
    const redirect = commandsIn(read(text))[0]?.command.redirects[0];
    expect(redirect?.hereDocument).toEqual({
      body: { start: 19, end: 25 },
      delimiter: "E",
      quoted: true,
      closed: true,
      parts: [],
    });
  });

  test("show the commands in them, unless quoted", () => {
    const names = (text: string) => commandsIn(read(text)).map(({ command }) => command.name?.text);
    expect(names("cat <<E && b\n$(c) {{ d }}\nE")).toEqual(["cat", "b", "c"]);
    expect(names("cat <<'E'\n$(c)\nE")).toEqual(["cat"]);
  });

  test("may be open at the end", () => {
    expect(commandsIn(read("cat <<E\nx"))[0]?.command.redirects[0]?.hereDocument?.closed).toBe(false);
  });
});

describe("errors", () => {
  test.each([
    ["if a; then\n b\n", ["a", "b"], "expected 'fi' to close 'if'"],
    ["a\n}\nb\ndone\nc", ["a", "b", "c"], "unexpected token '}'"],
    ["foo) bar\nbaz\nqux)", ["foo", "bar", "baz", "qux"], "unexpected token ')'"],
    ["a; b 'open", ["a", "b"], "unterminated single quote"],
    ['a "$@"(x)\nb', ["a", "b"], "unexpected token '('"],
  ])("%j hide nothing around them", (text, names, message) => {
    const script = read(text);
    expect(commandsIn(script).map(({ command }) => command.name?.text)).toEqual(names);
    expect(script.errors[0]?.message).toBe(message);
  });

  test("an open `if` still covers what is in it", () => {
    const [statement] = read("if a; then\n b\n").statements;
    expect(statement?.span).toEqual({ start: 0, end: 13 });
  });
});

test("words of escaped backticks stand where they are written", () => {
  const text = "echo `a \\`b \\$c\\` d`";
  const found = commandsIn(read(text)).map(({ command }) => textAt(text, command.span));
  expect(found).toEqual([text, "a \\`b \\$c\\` d", "b \\$c"]);
});

test("arithmetic gives its parameters and commands", () => {
  const part = words("echo $((n + $(nproc) - ${k}))")[0]?.parts[0];
  const kinds = part?.kind === "arithmetic" ? part.parts.map(({ kind }) => kind) : [];
  expect(kinds).toEqual(["parameter", "substitution", "parameter"]);
});
