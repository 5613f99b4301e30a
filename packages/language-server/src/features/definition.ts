/** Where the name under the cursor is defined. */

import type { Recipe } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { documentLinks } from "./document-links.ts";
import { nameAt } from "./names/names.ts";

/** Every definition, in file order; none when nothing in the file defines it. */
export const definitions = (recipe: Recipe, offset: number): readonly Span[] =>
  nameAt(recipe, offset)?.name.mentions.flatMap(({ role, span }) => (role === "definition" ? [span] : [])) ??
  [];

/** The file of the building machine that a path at an offset names, be it there or not. */
export const hostFileAt = (
  recipe: Recipe,
  offset: number,
): { readonly span: Span; readonly path: string } | undefined => {
  for (const { span, target } of documentLinks(recipe))
    if ("path" in target && touches(span, offset)) return { span, path: target.path };
  return undefined;
};
