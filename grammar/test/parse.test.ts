/** Stages: where the engines cut, and what belongs to which. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

/** Each stage as its keys, sections and text. */
const stages = (text: string) =>
  parse(text).stages.map(({ header, sections, span }) => ({
    keys: header.entries.map(({ key }) => key.text),
    sections: sections.map(({ name }) => name.text),
    text: text.slice(span.start, span.end),
  }));

test("a file is cut before each Bootstrap: in column 1, in any case and even inside a section", () => {
  const text =
    "Bootstrap: a\n%post\n cat <<E\nbootstrap: x\nE\n Bootstrap: no\nBootstrap : no\nBOOT\u017fTRAP:y";
  expect(stages(text)).toEqual([
    { keys: ["Bootstrap"], sections: ["post"], text: text.slice(0, 28) },
    { keys: ["bootstrap", "E", "Bootstrap", "Bootstrap"], sections: [], text: text.slice(28, -11) },
    { keys: ["BOOT\u017fTRAP"], sections: [], text: "BOOT\u017fTRAP:y" },
  ]);
});

test("comments above the first Bootstrap: are its own, keys or sections are a stage", () => {
  expect(stages("# c\n\nBootstrap: a\n")).toMatchObject([{ keys: ["Bootstrap"] }]);
  expect(stages("# c\nFrom: x\nBootstrap: a\n")).toMatchObject([{ keys: ["From"] }, { keys: ["Bootstrap"] }]);
  expect(stages("%post\nBootstrap: a\n")).toMatchObject([{ sections: ["post"] }, { keys: ["Bootstrap"] }]);
});

test("a comment above a later Bootstrap: belongs to the section before it", () => {
  expect(stages("Bootstrap: a\n%post\n x\n# last\nBootstrap: b\n").map(({ text }) => text)).toEqual([
    "Bootstrap: a\n%post\n x\n# last\n",
    "Bootstrap: b\n",
  ]);
});

test("there is always a stage", () => {
  expect(stages("")).toEqual([{ keys: [], sections: [], text: "" }]);
  expect(stages(" \n# c\n")).toEqual([{ keys: [], sections: [], text: " \n# c\n" }]);
});

test("a byte order mark is a problem and no part of the key", () => {
  const file = parse("\ufeffBootstrap: a\nFrom: b\n");
  expect(file.problems).toEqual([{ code: "byte-order-mark", span: { start: 0, end: 1 } }]);
  expect(file.stages).toHaveLength(1);
  expect(file.stages[0]!.header.entries[0]!.key).toEqual({ text: "Bootstrap", span: { start: 1, end: 10 } });
});

test.each([
  ["a line", "a".repeat(10_000_000)],
  ["a line of blanks", " ".repeat(10_000_000)],
  ["a line of CR", "\r".repeat(10_000_000)],
  ["a body of one line", `%post\n${"x".repeat(10_000_000)}`],
  ["a line of braces", `%files\n${"{".repeat(2_000_000)}`],
  ["open placeholders", `%files\n${"{{a ".repeat(500_000)}`],
  ["continuations", `A: b\\\n${"n\\\n".repeat(200_000)}`],
  ["quotes", `%files\n${"\"' ".repeat(500_000)}`],
])("%s of megabytes is parsed in seconds", (_, text) => {
  const before = performance.now();
  expect(parse(text).span.end).toBe(text.length);
  expect(performance.now() - before).toBeLessThan(20_000);
});
