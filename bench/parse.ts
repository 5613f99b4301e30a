/** Reading recipes: own parser alone, and recipe with all shell trees, over growing files; growth should be linear. */

import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { median } from "./measure.ts";
import { recipeOf } from "./recipes.ts";

export const run = (): void => {
  const sizes = [30, 200, 1_000, 5_000];
  console.log("lines    bytes     parse µs   MB/s    + meaning and shell trees µs   MB/s");
  let first: { perLine: number } | undefined;
  for (const lines of sizes) {
    const text = recipeOf(lines);
    const parseMicros = median(() => parse(text));
    const allMicros = median(() => {
      const recipe = understand(parse(text));
      for (const stage of recipe.stages) for (const script of stage.scripts) void script.tree;
    });
    const count = text.split("\n").length - 1;
    const row = [
      count,
      text.length,
      parseMicros.toFixed(0),
      (text.length / parseMicros).toFixed(1),
      allMicros.toFixed(0),
      (text.length / allMicros).toFixed(1),
    ];
    console.log(row.map((cell, at) => String(cell).padEnd([9, 10, 11, 8, 31, 8][at] ?? 0)).join(""));
    const perLine = allMicros / count;
    if (lines === 200) first = { perLine };
    if (lines === 5_000 && first)
      console.log(
        `time per line at 5,000 lines is ${(perLine / first.perLine).toFixed(2)}× that at 200 lines`,
      );
  }
};
