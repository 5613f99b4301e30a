/** A piece of a recipe as a build reads it: placeholders stand for what builds are always given, or for their defaults. */

import { argumentsOf, type Recipe, type Stage } from "@deftools/recipe";

/** Values that every build is given, by name: `buildArgs` of the configuration. */
export type GivenArguments = Readonly<Record<string, string>>;

/** The text, or nothing where a placeholder has no value. Values may name others, one level deep, as Apptainer reads them. */
export const resolvedText = (
  recipe: Recipe,
  stage: Stage,
  text: string,
  given: GivenArguments = {},
): string | undefined => {
  if (!text.includes("{{")) return text;
  const { definitions } = argumentsOf(recipe, stage);
  const replaced = (within: string): string =>
    within.replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (whole, name: string) => givenValue(given, name) ?? definitions.get(name)?.value?.text ?? whole,
    );
  const resolved = replaced(replaced(text));
  return resolved.includes("{{") ? undefined : resolved;
};

/** What builds are given for a name. */
export const givenValue = (given: GivenArguments, name: string): string | undefined =>
  Object.hasOwn(given, name) ? given[name] : undefined;
