/** Stages as callers: one that copies from another calls it, and where it does so is the call. */

import { type Recipe, type Stage, stageAt, stageLinks } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { nameAt } from "./names/names.ts";

/** A stage that can be shown as one end of a call. */
export interface StageItem {
  readonly name: string;
  /** What it builds on. */
  readonly detail?: string;
  readonly span: Span;
  /** The name where it has one, else the header. */
  readonly selection: Span;
}

/** Another stage, and the places in the one that copies which name the other. */
export interface StageCall {
  readonly stage: StageItem;
  readonly at: readonly Span[];
}

/** The stage that a name at an offset means, or whose header is there. */
export const stageItemAt = (recipe: Recipe, offset: number): StageItem | undefined => {
  const found = nameAt(recipe, offset);
  const named =
    found?.name.kind === "stage"
      ? recipe.stages.find(({ name }) => name?.text === found.name.text)
      : undefined;
  const here = stageAt(recipe, offset);
  const stage = named ?? (here && isInHeader(here, offset) ? here : undefined);
  return stage && itemOf(stage);
};

const isInHeader = ({ node: { header } }: Stage, offset: number): boolean =>
  0 < header.entries.length && touches(header.span, offset);

/** The stages that copy from the one at an offset. */
export const callersOf = (recipe: Recipe, offset: number): readonly StageCall[] =>
  grouped(
    stageLinks(recipe).flatMap(({ into, name, source }) =>
      source && source === stageAt(recipe, offset) ? [{ stage: into, at: name.span }] : [],
    ),
  );

/** The stages that the one at an offset copies from. */
export const calledBy = (recipe: Recipe, offset: number): readonly StageCall[] =>
  grouped(
    stageLinks(recipe).flatMap(({ into, name, source }) =>
      source && into === stageAt(recipe, offset) ? [{ stage: source, at: name.span }] : [],
    ),
  );

const grouped = (links: readonly { readonly stage: Stage; readonly at: Span }[]): readonly StageCall[] =>
  [...Map.groupBy(links, ({ stage }) => stage)].map(([stage, all]) => ({
    stage: itemOf(stage),
    at: all.map(({ at }) => at),
  }));

const itemOf = ({ name, index, bootstrap, node }: Stage): StageItem => {
  const detail = bootstrap?.image?.text ?? bootstrap?.from?.text;
  return {
    name: name?.text ?? `stage ${index + 1}`,
    ...(detail && { detail }),
    span: node.span,
    selection: name?.span ?? node.header.span,
  };
};
