/**
 * What a place asks of the world around it: the tags of an image, the files beside the recipe. Features only say what is
 * asked and what comes of an answer; whether anybody answers is for the server.
 */

import { type Recipe, stageAt } from "@deftools/recipe";
import { formatReference } from "@deftools/reference";
import { textAt, touches } from "@deftools/text";
import type { CodeAction } from "./code-action.ts";
import { type FileQuestion, fileAsked } from "./completion/host-files.ts";
import { type NameQuestion, nameAsked } from "./completion/image-names.ts";
import { type TagQuestion, tagAsked } from "./completion/image-tags.ts";
import { inlineCode } from "./markdown.ts";
import { type NamedImage, namedImage } from "./named-image.ts";
import type { GivenArguments } from "./resolved-text.ts";

/** A question of somebody who types. */
export type Question = NameQuestion | TagQuestion | FileQuestion;

/** What is asked at the cursor, if anything is. */
export const questionAt = (recipe: Recipe, offset: number): Question | undefined =>
  tagAsked(recipe, offset) ?? fileAsked(recipe, offset) ?? nameAsked(recipe, offset);

/** The image at an offset, if it is one of a registry. */
export const imageAt = (
  recipe: Recipe,
  offset: number,
  given: GivenArguments = {},
): NamedImage | undefined => {
  const stage = stageAt(recipe, offset);
  const image = stage && namedImage(recipe, stage, given);
  return image && touches(image.span, offset) ? image : undefined;
};

/** What a registry says of an image. */
export interface ImageFacts {
  readonly digest: string;
  readonly platforms: readonly string[];
  /** RFC 3339. */
  readonly created?: string;
  /** Of the compressed layers. */
  readonly size: number;
}

/** For a hover. */
export const imageFactsDocumentation = ({ digest, platforms, created, size }: ImageFacts): string =>
  [
    `Digest now: ${inlineCode(digest)}`,
    `${(size / MEGABYTE).toFixed(1)} MB compressed${created === undefined ? "" : `, made ${created.slice(0, DATE_LENGTH)}`}`,
    ...(platforms.length === 0 ? [] : [`Platforms: ${platforms.join(", ")}`]),
  ].join("  \n");

const MEGABYTE = 1_000_000;
/** `2026-11-22` */
const DATE_LENGTH = 10;

/** Names the image by its digest: engines take no tag beside it. Nothing for an image that has one, or that placeholders name. */
export const pinImage = (
  recipe: Recipe,
  image: NamedImage,
  { digest }: ImageFacts,
): readonly CodeAction[] => {
  if (image.reference.digest !== undefined || image.byDefault) return [];
  const written = textAt(recipe.file.text, image.span);
  const { tag } = image.reference;
  const name = tag !== undefined && written.endsWith(`:${tag}`) ? written.slice(0, -tag.length - 1) : written;
  const title = `pin ${formatReference(image.reference)} to the digest it has now`;
  return [{ kind: "rewrite", title, edits: [{ span: image.span, text: `${name}@${digest}` }] }];
};
