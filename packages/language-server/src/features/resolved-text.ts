/** A piece of a recipe as a build without `--build-arg` reads it: placeholders stand for their defaults. */

import { argumentsOf, type Recipe, type Stage } from "@deftools/recipe";

/** The text, or nothing where a placeholder has no default. Defaults may name others, one level deep, as Apptainer reads them. */
export const resolvedText = (recipe: Recipe, stage: Stage, text: string): string | undefined => {
  if (!text.includes("{{")) return text;
  const { definitions } = argumentsOf(recipe, stage);
  const replaced = (within: string): string =>
    within.replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (whole, name: string) => definitions.get(name)?.value?.text ?? whole,
    );
  const resolved = replaced(replaced(text));
  return resolved.includes("{{") ? undefined : resolved;
};
