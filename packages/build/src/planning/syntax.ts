/** What the grammar could not place, in words: nothing is built from a text that engines refuse. */

import type { DefinitionFile, Problem } from "@deftools/grammar";
import { textAt } from "@deftools/text";
import type { Report } from "../build-problem.ts";

/** Reports every problem of the syntax. */
export const checkSyntax = (file: DefinitionFile, report: Report): void => {
  for (const { code, span } of file.problems) {
    const [message, hint] = words[code];
    report({
      code: "build/bad-syntax",
      severity: "error",
      message: message.replace("…", shorten(textAt(file.text, span))),
      span,
      hint,
    });
  }
};

const shorten = (text: string): string => {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
};

const words: Readonly<Record<Problem["code"], readonly [message: string, hint: string]>> = {
  "byte-order-mark": [
    "the file starts with a byte order mark",
    "save it as UTF-8 without one; engines take it for a part of the first keyword",
  ],
  "unknown-section": [
    `"…" is no section`,
    "engines refuse it; mend its name, or indent nothing that starts with %",
  ],
  "indented-section": [
    "a section line must start in the first column",
    "take the blanks before % away; text that starts with % cannot stand in a section",
  ],
  "section-name-blank": [
    "only a space may follow a section's name",
    "replace the tab after the name, or the space after %",
  ],
  "missing-app-name": [
    "an app section needs the name of its app",
    'write it after one space: "%apprun name"',
  ],
  "header-line-without-colon": [`"…" is no "Keyword: value"`, "add a colon, or put # in front of a comment"],
  "dangling-continuation": [
    "a line ends with \\ and nothing it could go on with follows",
    "take the backslash away; engines crash or lose the keyword here",
  ],
  "lone-quote": ["a double quote is not closed", "close it, or take it away; engines crash on it"],
  "pair-without-separator": [`"…" is no "name=value"`, "write the name, =, and the value"],
};
