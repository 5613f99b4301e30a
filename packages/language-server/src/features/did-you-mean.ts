/** A build argument that has no value here, and one that has with nearly the same name. */

import { nearest } from "@deftools/lint";
import { argumentsOf, type Recipe, stageAt } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import type { CodeAction } from "./code-action.ts";

/** The nearest name for each placeholder at the place that `%arguments` does not know. */
export const didYouMean = (recipe: Recipe, place: Span): readonly CodeAction[] => {
  const stage = stageAt(recipe, place.start);
  if (!stage) return [];
  const { definitions, uses } = argumentsOf(recipe, stage);
  return uses.flatMap(({ placeholder: { name, span }, definition }) => {
    if (definition || span.end < place.start || place.end < span.start) return [];
    const meant = nearest(name.text, [...definitions.keys()]);
    if (meant === undefined) return [];
    return [{ kind: "quick-fix", title: `change to "${meant}"`, edits: [{ span: name.span, text: meant }] }];
  });
};
