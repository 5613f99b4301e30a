/** All names of a recipe, and the one at a place. */

import type { Recipe } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { appNames } from "./apps.ts";
import { argumentNames } from "./arguments.ts";
import { functionNames } from "./functions.ts";
import { labelNames } from "./labels.ts";
import type { Mention, Name } from "./name.ts";
import { stageNames } from "./stages.ts";
import { variableNames } from "./variables.ts";

/** A name, and the mention that was asked about. */
export interface NameAt {
  readonly name: Name;
  readonly mention: Mention;
}

/** Stages, build arguments, apps, shell variables and functions, keys of labels. */
export const namesOf = (recipe: Recipe): readonly Name[] => {
  const known = namesByRecipe.get(recipe);
  if (known) return known;
  const kinds = [stageNames, argumentNames, appNames, variableNames, functionNames, labelNames];
  const names = kinds.flatMap((of) => of(recipe));
  namesByRecipe.set(recipe, names);
  return names;
};

/** Editors ask for highlights at every move of the cursor. */
const namesByRecipe = new WeakMap<Recipe, readonly Name[]>();

/** The name that a cursor stands at; of names inside each other the shortest. */
export const nameAt = (recipe: Recipe, offset: number): NameAt | undefined => {
  let best: NameAt | undefined;
  for (const name of namesOf(recipe))
    for (const mention of name.mentions)
      if (touches(mention.span, offset) && (!best || lengthOf(mention.span) < lengthOf(best.mention.span)))
        best = { name, mention };
  return best;
};

const lengthOf = ({ start, end }: Span): number => end - start;
