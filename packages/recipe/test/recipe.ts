/** A recipe from its text, for tests. */

import { parse } from "@deftools/grammar";
import { type Recipe, type Stage, understand } from "../src/index.ts";

export const recipeOf = (text: string): Recipe => understand(parse(text));

/** The last stage of a text. */
export const stageOf = (text: string): Stage => {
  const stage = recipeOf(text).stages.at(-1);
  if (stage === undefined) throw new Error("a file has a stage");
  return stage;
};
