/** Every place that mentions the name under the cursor. */

import type { Recipe } from "@deftools/recipe";
import type { Mention } from "./names/name.ts";
import { nameAt } from "./names/names.ts";

/** In file order, definitions and the place itself included; none where no name stands. */
export const references = (recipe: Recipe, offset: number): readonly Mention[] =>
  nameAt(recipe, offset)?.name.mentions ?? [];
