/** Linting: a cold start of the bundled program, all rules on one recipe, and many recipes in a row; other linters' starts for scale. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@deftools/grammar";
import { lint, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { buildPrograms } from "../.ci/build.ts";
import { median } from "./measure.ts";
import { recipeOf } from "./recipes.ts";

const RECIPES = 2_000;

export const run = async (): Promise<void> => {
  const on = rulesOn(rules);
  oneRecipe();
  manyRecipes();
  await starts();

  function oneRecipe(): void {
    for (const lines of [30, 200, 1_000]) {
      const text = recipeOf(lines);
      const reading = median(() => {
        const recipe = understand(parse(text));
        for (const stage of recipe.stages) for (const script of stage.scripts) void script.tree;
      });
      const all = median(() => lint(understand(parse(text)), on));
      const ms = (micros: number): string => `${(micros / 1000).toFixed(2)} ms`;
      console.log(
        `${lines} lines: reading ${ms(reading)}, ${on.length} rules ${ms(all - reading)}, together ${ms(all)}`,
      );
    }
  }

  function manyRecipes(): void {
    const texts = Array.from({ length: RECIPES }, (_, at) => recipeOf(20 + (at % 30) * 5));
    const start = performance.now();
    for (const text of texts) lint(understand(parse(text)), on);
    const seconds = (performance.now() - start) / 1000;
    const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0) / RECIPES;
    console.log(
      `${RECIPES} recipes of ${lines.toFixed(0)} lines on average: ${(RECIPES / seconds).toFixed(0)} per second in one thread`,
    );
  }

  async function starts(): Promise<void> {
    const program = (await buildPrograms()).find((path) => /deflint\.js$/.test(path));
    if (program === undefined) throw new Error("the build made no deflint.js");
    const folder = mkdtempSync(join(tmpdir(), "bench-lint-"));
    const recipe = join(folder, "tool.def");
    writeFileSync(recipe, recipeOf(200));
    console.log(`node -e 0: ${start(process.execPath, "-e", "0")}`);
    console.log(`deflint, bundled, on 200 lines: ${start(process.execPath, program, recipe)}`);
    console.log(`biome --version: ${start("biome", "--version")}`);
    console.log(`shellcheck --version: ${start("shellcheck", "--version")}`);
    rmSync(folder, { recursive: true });
  }
};

/** The median of a few runs of a program from start to end, or that it is not there. */
const start = (command: string, ...words: readonly string[]): string => {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const begin = performance.now();
    const { error } = spawnSync(command, words, { stdio: "ignore" });
    if (error) return "not installed";
    times.push(performance.now() - begin);
  }
  return `${(times.sort((a, b) => a - b)[times.length >> 1] ?? 0).toFixed(0)} ms`;
};
