/** Proposals behind `{{`: the build arguments of the stage. */

import type { Recipe, Stage } from "@deftools/recipe";
import { argumentsOf } from "@deftools/recipe";
import { type Completion, wordAt } from "./completion.ts";

/** Arguments with a value first, then names that other placeholders use; absent when no placeholder begins here. */
export const placeholderCompletions = (
  recipe: Recipe,
  stage: Stage,
  lineStart: number,
  offset: number,
): readonly Completion[] | undefined => {
  const { text } = recipe.file;
  const opening = /\{\{\s*(\w*)$/.exec(text.slice(lineStart, offset));
  if (!opening) return undefined;
  const start = offset - (opening[1]?.length ?? 0);
  const span = wordAt(text, start, offset, /\W|$/);
  const closing = /^\s*\}\}/.test(text.slice(span.end)) ? "" : " }}";
  const opened = /\{\{$/.test(text.slice(lineStart, start)) && closing !== "" ? " " : "";
  const { definitions, uses } = argumentsOf(recipe, stage);
  const names = new Map([...definitions].map(([name, { value }]) => [name, value?.text]));
  for (const { placeholder, inComment } of uses) {
    const { text: name, span: at } = placeholder.name;
    if (!names.has(name) && at.start !== start && !inComment) names.set(name, undefined);
  }
  return [...names].map(([name, value]) => ({
    kind: "argument",
    label: name,
    detail: value ?? "given by --build-arg",
    span,
    text: `${opened}${name}${closing}`,
  }));
};
