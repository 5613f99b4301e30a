/** Syntax diagrams as text, and the page of them. */
import { expect, test } from "vitest";
import { syntaxDiagramPage, tokenize } from "../src/index.ts";
import {
  choice,
  type Drawing,
  optional,
  reference,
  repetition,
  sequence,
  terminal,
} from "../src/railroad.ts";

const drawn = ({ lines }: Drawing) => `\n${lines.join("\n")}\n`;

test("a sequence, a choice and a way around", () => {
  expect(
    drawn(sequence([terminal("a"), choice([terminal("b"), reference("long")]), optional(terminal("c"))])),
  ).toMatchInlineSnapshot(`
    "
    [ a ]─┬─[ b ]────┬─┬───────┬
          ╰─( long )─╯ ╰─[ c ]─╯
    "
  `);
});

test("a loop in a choice", () => {
  expect(
    drawn(choice([repetition(choice([terminal("a"), terminal("b")])), terminal("c")])),
  ).toMatchInlineSnapshot(`
    "
    ┬─┬───────────────┬─┬
    │ ╰─┬─┬─[ a ]─┬─┬─╯ │
    │   │ ╰─[ b ]─╯ │   │
    │   ╰─────◀─────╯   │
    ╰─[ c ]─────────────╯
    "
  `);
});

test("all lines of a drawing are equally long", () => {
  const drawings = [
    repetition(sequence([terminal("a"), optional(reference("b"))])),
    sequence([]),
    choice([terminal("")]),
  ];
  for (const { lines } of drawings) expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
});

test("the page has a diagram for every rule that another one names", () => {
  const page = syntaxDiagramPage();
  expect(page).toMatch(/^<!-- Generated/);
  const named = [...page.matchAll(/\( ([a-z ]+) \)/g)].map(([, name]) => name);
  expect(named).toContain("section");
  for (const name of named) expect(page).toContain(`## ${name}\n`);
  for (const { kind } of tokenize("\ufeff# c\n\nA: b\n%post\nx\n")) expect(page).not.toContain(`[ ${kind} ]`);
});
