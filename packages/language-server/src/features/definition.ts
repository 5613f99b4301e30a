/** Where the name under the cursor is defined. */

import type { Recipe } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { nameAt } from "./names/names.ts";

/** Every definition, in file order; none when nothing in the file defines it. */
export const definitions = (recipe: Recipe, offset: number): readonly Span[] =>
  nameAt(recipe, offset)?.name.mentions.flatMap(({ role, span }) => (role === "definition" ? [span] : [])) ??
  [];
