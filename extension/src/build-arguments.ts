/** What a program that builds images is called with, in the folder of the recipe. */

import { basename } from "node:path";
import type { BuildProgram } from "./build-program.ts";

/** How an image is built from its recipe, replacing one that is there and without its %test; `more` are the user's. */
export const buildArguments = (
  { kind }: Pick<BuildProgram, "kind">,
  recipe: string,
  more: readonly string[],
): string[] => {
  const image = imageOf(recipe);
  return kind === "defbuild"
    ? ["--force", "--notest", "--output", image, ...more, recipe]
    : ["build", "--force", "--notest", ...more, image, recipe];
};

/** How the %test of an image that was built is run. */
export const testArguments = (recipe: string): string[] => ["test", imageOf(recipe)];

/** The image lies beside its recipe: `tool.def` makes `tool.sif`. */
const imageOf = (recipe: string): string => `${basename(recipe, ".def")}.sif`;
