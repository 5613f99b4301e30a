/** The pairs of `%labels` and `%arguments`. */
import { expect, test } from "vitest";
import { parse } from "../src/index.ts";

const pairs = (section: string, body: string) => {
  const content = parse(`%${section}\n${body}`).stages[0]!.sections[0]!.content;
  if (content.kind !== "labels" && content.kind !== "arguments") throw new Error("no pairs");
  return content.pairs.map(({ key, value }) => [key.text, value?.text]);
};

test.each(["labels", "applabels a"])("%%%s are cut at the first space", (section) => {
  const body =
    '  Author me  you \n\tTab\tval\n  Single\n "Quoted key" v\n # c d\n\n A=b\n K v # no comment\nT\t v';
  expect(pairs(section, body)).toEqual([
    ["Author", "me  you"],
    ["Tab\tval", undefined],
    ["Single", undefined],
    ['"Quoted', 'key" v'],
    ["A=b", undefined],
    ["K", "v # no comment"],
    ["T", "v"],
  ]);
});

test("%arguments are cut at the first =", () => {
  expect(pairs("arguments", '  A=1\n B = two words \n # c\n C="q"=x\n D=\n E\n =x\n')).toEqual([
    ["A", "1"],
    ["B", "two words"],
    ["C", '"q"=x'],
    ["D", ""],
    ["E", undefined],
    ["", "x"],
  ]);
});

test("an argument without = is a problem, a label without a value is none", () => {
  expect(parse("%labels\nA\n%arguments\n B\n").problems).toEqual([
    { code: "pair-without-separator", span: { start: 22, end: 23 } },
  ]);
});
