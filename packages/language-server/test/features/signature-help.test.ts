/** The form of a line, and which of its parts is being written. */

import { readMarks } from "@deftools/testkit";
import { textAt } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { signature } from "../../src/features/signature-help.ts";

/** The label with the active part in angle brackets. */
const form = (marked: string): string | undefined => {
  const { text, cursor = 0 } = readMarks(marked);
  const found = signature(analyze(text).recipe, cursor);
  if (!found) return undefined;
  const active = found.parameters[found.active]?.span ?? { start: 0, end: 0 };
  for (const { span, markdown } of found.parameters) {
    expect(textAt(found.label, span)).not.toBe("");
    expect(markdown).toMatch(/\.$/);
  }
  expect(found.markdown).toMatch(/\.$/);
  return `${found.label.slice(0, active.start)}<${textAt(found.label, active)}>${found.label.slice(active.end)}`;
};

test("section lines", () => {
  expect(form("%post ‸\n")).toBe("%post <[-c]> [SHELL] [OPTIONS…]");
  expect(form("%post -c ‸\n")).toBe("%post [-c] <[SHELL]> [OPTIONS…]");
  expect(form("%post -c /bin/bash -e -x ‸\n")).toBe("%post [-c] [SHELL] <[OPTIONS…]>");
  expect(form("%post -e -x ‸\n")).toBe("%post <[-c]> [SHELL] [OPTIONS…]");
  expect(form("%files from b‸\n")).toBe("%files [from] <[STAGE]>");
  expect(form("%files from b ‸\n")).toBe("<>%files [from] [STAGE]");
  expect(form("%apprun ‸\n")).toBe("%apprun <NAME>");
  expect(form("%help ‸\n")).toBe("<>%help");
});

test("lines of %files, with quoted words", () => {
  expect(form("%files\n    ‸\n")).toBe("<SOURCE> [DESTINATION]");
  expect(form("%files\n    a‸\n")).toBe("<SOURCE> [DESTINATION]");
  expect(form('%files\n    "a b‸\n')).toBe("<SOURCE> [DESTINATION]");
  expect(form('%files\n    "a b" ‸\n')).toBe("SOURCE <[DESTINATION]>");
  expect(form("%files\n    {{ V }}/a /o‸\n")).toBe("SOURCE <[DESTINATION]>");
  expect(form("%files\n    a b ‸\n")).toBe("<>SOURCE [DESTINATION]");
});

test("lines of %appfiles, which are read otherwise", () => {
  const { text, cursor = 0 } = readMarks("%appfiles one\n    a ‸\n");
  const found = signature(analyze(text).recipe, cursor);
  expect(found).toMatchObject({ active: 1, markdown: "`#` begins a comment anywhere." });
  expect(form("%appfiles one\n    a # ‸\n")).toBeUndefined();
});

test("elsewhere none", () => {
  for (const marked of [
    "%post # ‸\n",
    "%po‸st\n",
    "%post\n    cp ‸\n",
    "From: ‸\n",
    "%nope ‸\n",
    "%files\n    # ‸\n",
  ])
    expect(form(marked)).toBeUndefined();
});
