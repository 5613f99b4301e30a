/** Proposals in `%arguments`: names that placeholders of the stage use and nothing defines. */

import { argumentsOf, type Recipe, type Stage } from "@deftools/recipe";
import { type Completion, wordAt } from "./completion.ts";

/** The names without a default, while the first word of a line is written. */
export const argumentKeyCompletions = (
  recipe: Recipe,
  stage: Stage,
  lineStart: number,
  offset: number,
): readonly Completion[] => {
  const { text } = recipe.file;
  const opening = /^[ \t]*(?=\w*$)/.exec(text.slice(lineStart, offset));
  if (!opening) return [];
  const span = wordAt(text, lineStart + opening[0].length, offset, /\W|$/);
  const names = new Set(
    argumentsOf(recipe, stage).uses.flatMap(({ placeholder: { name }, definition, inComment }) =>
      inComment || (definition && definition.key.span.start !== span.start) ? [] : [name.text],
    ),
  );
  const equals = /^[ \t]*=/.test(text.slice(span.end)) ? "" : "=";
  return [...names].map((name) => ({
    kind: "argument",
    label: name,
    detail: "has no default yet",
    span,
    text: `${name}${equals}`,
  }));
};
