/** Which lines are tidied. What tidy means is the formatter's business. */

import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { formatDocument, formatOnEnter, formatRange, scriptEdits } from "../../src/features/formatting.ts";

const untidy = "bootstrap:docker\nfrom:   ubuntu\n%labels\n  A   b\n C d\n";

test("the whole file", () => {
  const { recipe } = analyze(untidy);
  const tidy = applyEdits(untidy, formatDocument(recipe));
  expect(tidy).not.toBe(untidy);
  expect(formatDocument(analyze(tidy).recipe)).toEqual([]);
});

test("only the lines of a range", () => {
  const { text, ranges } = readMarks(untidy.replace("ubuntu", "ub«un»tu"));
  const [range = { start: 0, end: 0 }] = ranges;
  const after = applyEdits(text, formatRange(analyze(text).recipe, range));
  expect(after.split("\n")[1]).toBe("From: ubuntu");
  expect(after.split("\n").toSpliced(1, 1)).toEqual(text.split("\n").toSpliced(1, 1));
});

test("no line of a script, and the lines around it as ever", () => {
  const text = "%labels\n  A   b\n%Post\n  echo   x\n%Files\n  a   b\n";
  const { recipe } = analyze(text);
  const tidied = Array.from({ length: 6 }, (_, line) => {
    const { start, end } = recipe.lines.line(line);
    return formatRange(recipe, { start, end }).length;
  });
  expect(tidied.map((count) => 0 < count)).toEqual([false, true, true, false, true, true]);
});

test("the line above the cursor", () => {
  const { text, cursor = 0 } = readMarks("bootstrap:docker\nfrom:   ubuntu\n‸");
  expect(applyEdits(text, formatOnEnter(analyze(text).recipe, cursor))).toBe(
    "bootstrap:docker\nFrom: ubuntu\n",
  );
  expect(formatOnEnter(analyze(text).recipe, 3)).toEqual([]);
});

test("scripts, line by line, and only if all that changes is in the range", () => {
  const body = "    echo   a\n    true\n    echo   b\n";
  const { recipe } = analyze(`Bootstrap: docker\n%post\n${body}`);
  const start = recipe.file.text.indexOf(body);
  const formatted = [
    {
      span: { start, end: start + body.length },
      text: body.replaceAll("   a", " a").replaceAll("   b", " b"),
    },
  ];
  const edits = scriptEdits(recipe, formatted);
  expect(edits).toHaveLength(2);
  expect(applyEdits(recipe.file.text, edits)).toBe(applyEdits(recipe.file.text, formatted));
  const last = recipe.file.text.indexOf("echo   b");
  expect(scriptEdits(recipe, formatted, { start: start + 4, end: last + 8 })).toEqual(edits);
  expect(scriptEdits(recipe, formatted, { start: last, end: last + 8 })).toEqual([]);
});
