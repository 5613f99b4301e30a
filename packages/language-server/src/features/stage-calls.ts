/** Stages as callers: one that copies from another calls it, and where it does so is the call. */

import { type Recipe, type Stage, stageAt, stageLinks, stageNamed } from "@deftools/recipe";
import { touches } from "@deftools/text";
import { type Call, type CallItem, grouped } from "./call.ts";
import { nameAt } from "./names/names.ts";

/** The stage that a name at an offset means, or whose header is there. */
export const stageItemAt = (recipe: Recipe, offset: number): CallItem | undefined => {
  const found = nameAt(recipe, offset);
  const named = found?.name.kind === "stage" ? stageNamed(recipe, found.name.text) : undefined;
  const here = stageAt(recipe, offset);
  const stage = named ?? (here && isInHeader(here, offset) ? here : undefined);
  return stage && itemOf(stage);
};

const isInHeader = ({ node: { header } }: Stage, offset: number): boolean =>
  0 < header.entries.length && touches(header.span, offset);

/** The stages that copy from one. */
export const stageCallers = (recipe: Recipe, called: CallItem): readonly Call[] =>
  grouped(
    stageLinks(recipe).flatMap(({ into, name, source }) =>
      source?.node.span.start === called.span.start ? [{ item: itemOf(into), at: name.span }] : [],
    ),
  );

/** The stages that one copies from. */
export const stageCallees = (recipe: Recipe, caller: CallItem): readonly Call[] =>
  grouped(
    stageLinks(recipe).flatMap(({ into, name, source }) =>
      source && into.node.span.start === caller.span.start ? [{ item: itemOf(source), at: name.span }] : [],
    ),
  );

const itemOf = ({ name, index, bootstrap, node }: Stage): CallItem => {
  const detail = bootstrap?.image?.text ?? bootstrap?.from?.text;
  return {
    kind: "stage",
    name: name?.text ?? `stage ${index + 1}`,
    ...(detail && { detail }),
    span: node.span,
    selection: name?.span ?? node.header.span,
  };
};
