/** What stands at an offset of the file. */

import type { SectionNode } from "@deftools/grammar";
import { touches } from "@deftools/text";
import type { Recipe, Script, Stage } from "./recipe.ts";

/** The stage an offset lies in; at the end of the file, the last. */
export const stageAt = (recipe: Recipe, offset: number): Stage | undefined =>
  recipe.stages.findLast(({ node }) => node.span.start <= offset && touches(node.span, offset));

/** The section an offset lies in, unknown ones included; absent in a header. */
export const sectionAt = (recipe: Recipe, offset: number): SectionNode | undefined =>
  stageAt(recipe, offset)?.node.sections.findLast(({ span }) => touches(span, offset));

/** The script whose body an offset lies in. */
export const scriptAt = (recipe: Recipe, offset: number): Script | undefined => {
  const section = sectionAt(recipe, offset);
  if (section === undefined || !touches(section.body, offset)) return undefined;
  return stageAt(recipe, offset)?.scripts.find(({ node }) => node === section);
};
