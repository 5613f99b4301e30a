/** Section lines: names, arguments, apps, and the odd ones. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

/** The last section of a text and the problems. */
const section = (text: string) => {
  const file = parse(text);
  const last = file.stages.at(-1)?.sections.at(-1);
  return {
    name: last?.name.text,
    type: last?.type,
    argument: last?.argument?.text,
    app: last?.app?.text,
    problems: file.problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
  };
};
const nothing = { type: undefined, argument: undefined, app: undefined, problems: [] };

test.each([
  ["%post", { name: "post", type: "post" }],
  ["%POST\r\n", { name: "POST", type: "post" }],
  ["%%post ", { name: "post", type: "post" }],
  ["%post  -c /bin/bash # c", { name: "post", type: "post", argument: " -c /bin/bash # c" }],
  ["%files from a", { name: "files", type: "files", argument: "from a" }],
  ["%apprun a b", { name: "apprun", type: "apprun", argument: "a b", app: "a" }],
  ["%runscr\u0130pt", { name: "runscr\u0130pt", type: "runscript" }],
  ["  %post", { name: "post", type: "post" }],
])("%j", (line, expected) => {
  expect(section(line)).toEqual({ ...nothing, ...expected });
});

test.each([
  ["From: a\n  %post", "indented-section", "  "],
  ["%help\n\t%Y", "indented-section", "\t"],
  ["% post", "section-name-blank", "%"],
  ["%", "section-name-blank", "%"],
  ["%foo bar", "unknown-section", "%foo"],
  ["%post\t-c", "unknown-section", "%post\t-c"],
  ["%AppRun a", "unknown-section", "%AppRun"],
  ["%apprun", "missing-app-name", "%apprun"],
  ["%apprun  a", "missing-app-name", "%apprun"],
])("%j is a problem", (text, code, place) => {
  expect(section(text).problems).toEqual([[code, place]]);
});

test("the name of an app is empty between two spaces, and absent without any", () => {
  expect(section("%apprun  a").app).toBe("");
  expect(section("%apprun").app).toBeUndefined();
});

test("a body is verbatim: comments, blanks, line ends", () => {
  const text = "%post\r\n a\r\n\r\n# about the test\r\n%test\r\n";
  const [post, test] = parse(text).stages[0]!.sections;
  expect(text.slice(post!.body.start, post!.body.end)).toBe(" a\r\n\r\n# about the test\r\n");
  expect(test!.body).toEqual({ start: text.length, end: text.length });
});
