/** Who calls whom: stages that copy from each other, functions of scripts, and the sections that call them. */

import type { Recipe } from "@deftools/recipe";
import type { Call, CallItem } from "./call.ts";
import { functionCallees, functionCallers, functionItemAt, sectionItemAt } from "./function-calls.ts";
import { stageCallees, stageCallers, stageItemAt } from "./stage-calls.ts";

/** What an offset means; where a header ends and a section begins, the section. */
export const callItemAt = (recipe: Recipe, offset: number): CallItem | undefined =>
  functionItemAt(recipe, offset) ?? sectionItemAt(recipe, offset) ?? stageItemAt(recipe, offset);

/** Who calls what is at an offset. */
export const callersOf = (recipe: Recipe, offset: number): readonly Call[] => {
  const item = callItemAt(recipe, offset);
  if (item?.kind === "stage") return stageCallers(recipe, item);
  return item?.kind === "function" ? functionCallers(recipe, item) : [];
};

/** Whom it calls. */
export const calledBy = (recipe: Recipe, offset: number): readonly Call[] => {
  const item = callItemAt(recipe, offset);
  if (!item) return [];
  return item.kind === "stage" ? stageCallees(recipe, item) : functionCallees(recipe, item);
};
