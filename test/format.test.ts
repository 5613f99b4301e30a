/** The formatter on every recipe of the corpus, whole and damaged: no engine may read anything else, and once is enough. */

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { format, meaningOf } from "@deftools/format";
import { applyEdits } from "@deftools/text";
import { expect, it } from "vitest";
import { mutate, randomFrom } from "./fuzz/mutate.ts";

const RUNS = 1500;
/** One recipe is long enough to be refused for that; edits of it would all be alike, and slow. */
const MAX_MUTATED = 20_000;

const files = globSync("corpus/*.def", { cwd: import.meta.dirname }).map((name) => ({
  name: basename(name),
  text: readFileSync(join(import.meta.dirname, name), "utf8"),
}));

const checkLaws = (text: string): void => {
  const tidy = applyEdits(text, format(text));
  expect(meaningOf(tidy), JSON.stringify(text)).toEqual(meaningOf(text));
  expect(format(tidy), JSON.stringify(text)).toEqual([]);
};

it.each(files)("$name means the same to every engine", ({ text }) => {
  checkLaws(text);
  checkLaws(text.replaceAll("\n", "\r\n"));
  checkLaws(text.trimEnd());
});

it(`${RUNS} damaged recipes mean the same to every engine`, { timeout: 60_000 }, () => {
  const corpus = files.map(({ text }) => text).filter((text) => text.length < MAX_MUTATED);
  const random = randomFrom(1);
  for (let run = 0; run < RUNS; run++) checkLaws(mutate(corpus, random));
});
