/** Which `.def` files are something else's. */

import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { isForeign } from "../src/foreign-text.ts";

test.each([
  ["LIBRARY tool\nEXPORTS\n  run @1\n"],
  ["; exports\nEXPORTS\n  run\n"],
  ["EXPORTS\r\n  run\r\n"],
  ["DEFINITION MODULE Tool;\nEND Tool.\n"],
  ["(* Modula-2 *)\nDEFINITION MODULE Tool;\n"],
  ["#ifndef OPCODE\n#define OPCODE(x)\n#endif\n"],
  ["/* C */\nOPCODE(add)\n"],
  ["OPCODE (ADD, 'add', 2)\n"],
  ["%% a font encoding\n\\ProvidesFile{tool.def}\n"],
  ["\\def\\tool{}\n"],
  ["AutoGen Definitions options;\nprog-name = tool;\n"],
  ["VERSION 5.8 ;\nDESIGN chip ;\n"],
  ["This file is tool.def.\n\n#include <config.h>\n"],
])("%j is", (text) => {
  expect(isForeign(text)).toBe(true);
});

test.each([
  [""],
  ["# begun"],
  ["Bootstrap: docker\n"],
  ["from: x\n# define it\n"],
  ["%post\n    /* x */\n"],
  ["# %% cells\nBootstrap: docker\n"],
  ["Boot"],
])("%j is not", (text) => {
  expect(isForeign(text)).toBe(false);
});

test("no recipe of the corpus is", () => {
  const corpus = resolve(import.meta.dirname, "../../test/corpus");
  for (const file of globSync("*.def", { cwd: corpus }))
    expect(isForeign(readFileSync(resolve(corpus, file), "utf8")), file).toBe(false);
});
