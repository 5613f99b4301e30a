/**
 * Linting: all rules on one recipe, and on many in a row; the bundled program from start to end, on one file and on thousands, anew and from
 * its cache; other linters' starts for scale.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@deftools/grammar";
import { lint, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { buildPrograms } from "../.ci/build.ts";
import { median } from "./measure.ts";
import { recipeOf } from "./recipes.ts";

const RECIPES = 4_000;

/** `npm run bench -- lint FOLDER` takes the recipes of a folder; generated ones take their place without it. */
export const run = async (): Promise<void> => {
  const folder = process.argv[3];
  const on = rulesOn(rules);
  const work = mkdtempSync(join(tmpdir(), "bench-lint-"));
  oneRecipe();
  const many = folder ?? generated();
  oneThread();
  await programs();
  rmSync(work, { recursive: true });

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

  function generated(): string {
    for (let at = 0; at < RECIPES; at++)
      // a line of its own each, so that the cache knows none from another
      writeFileSync(join(work, `${at}.def`), `# ${at}\n${recipeOf(20 + (at % 30) * 5)}`);
    return work;
  }

  function oneThread(): void {
    const texts = readdirSync(many)
      .filter((name) => name.endsWith(".def"))
      .map((name) => readFileSync(join(many, name), "utf8"));
    const start = performance.now();
    for (const text of texts) lint(understand(parse(text)), on);
    const seconds = (performance.now() - start) / 1000;
    const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0) / texts.length;
    console.log(
      `${texts.length} recipes of ${lines.toFixed(0)} lines on average: ${(texts.length / seconds).toFixed(0)} per second in one thread`,
    );
  }

  async function programs(): Promise<void> {
    const program = (await buildPrograms()).find((path) => /deflint\.js$/.test(path));
    if (program === undefined) throw new Error("the build made no deflint.js");
    const recipe = join(work, "one.def");
    writeFileSync(recipe, recipeOf(200));
    const deflint = [process.execPath, program, "--no-config", "--no-shellcheck", "-q"] as const;
    const cache = ["--cache-location", join(work, "cache")] as const;
    console.log(`node -e 0: ${start(9, process.execPath, "-e", "0")}`);
    console.log(`deflint --version: ${start(9, ...deflint, "--version")}`);
    console.log(`deflint on 200 lines: ${start(9, ...deflint, recipe)}`);
    console.log(`deflint on all recipes: ${start(3, ...deflint, "--no-cache", many)}`);
    console.log(`deflint on all recipes, first with a cache: ${start(1, ...deflint, ...cache, many)}`);
    console.log(`deflint on all recipes, from its cache: ${start(3, ...deflint, ...cache, many)}`);
    console.log(`biome --version: ${start(9, "biome", "--version")}`);
    console.log(`shellcheck --version: ${start(9, "shellcheck", "--version")}`);
  }
};

/** The median of a few runs of a program from start to end, or that it is not there. */
const start = (rounds: number, command: string, ...words: readonly string[]): string => {
  const times: number[] = [];
  // the first run lets Node keep the compiled program, as the first run after installing does
  for (let round = 0; round <= rounds; round++) {
    const begin = performance.now();
    const { error } = spawnSync(command, words, { stdio: "ignore" });
    if (error) return "not installed";
    if (0 < round || rounds === 1) times.push(performance.now() - begin);
    if (rounds === 1) break;
  }
  return `${(times.sort((a, b) => a - b)[times.length >> 1] ?? 0).toFixed(0)} ms`;
};
