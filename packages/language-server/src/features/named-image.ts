/** The image of a registry that a stage starts from, for those who look it up. */

import type { Recipe, Stage } from "@deftools/recipe";
import { type ImageReference, parseReference } from "@deftools/reference";
import type { Span } from "@deftools/text";
import { type GivenArguments, resolvedText } from "./resolved-text.ts";

/** An image that a recipe names, and where. */
export interface NamedImage {
  readonly reference: ImageReference;
  /** Of `From`'s value. */
  readonly span: Span;
  /** Only values of placeholders make it this image. */
  readonly byDefault?: true;
}

/** Agent `docker` with `Registry` and `Namespace`, and `oras`, both with what placeholders become. */
export const namedImage = (
  recipe: Recipe,
  stage: Stage,
  given: GivenArguments = {},
): NamedImage | undefined => {
  const { agent, from, image } = stage.bootstrap ?? {};
  if (!agent || !from) return undefined;
  if (image?.reference) return { reference: image.reference, span: image.span };
  const name = agent.text.toLowerCase();
  const written = name === "docker" ? image?.text : from.text;
  const resolved =
    (name === "docker" || name === "oras") && written !== undefined
      ? resolvedText(recipe, stage, written, given)
      : undefined;
  const parsed = resolved === undefined ? undefined : parseReference(resolved);
  if (!parsed || "problem" in parsed) return undefined;
  return {
    reference: parsed.reference,
    span: from.span,
    ...(resolved !== written && { byDefault: true }),
  };
};
