/** Which stage copies from which. */

import type { SectionNode, Word } from "@deftools/grammar";
import { filesOrigin } from "./copies.ts";
import type { Recipe, Stage } from "./recipe.ts";

/** A `%files from NAME`. */
export interface StageLink {
  readonly into: Stage;
  readonly section: SectionNode;
  readonly name: Word;
  /** The stage of that name; it may stand too late to be of use. */
  readonly source?: Stage;
}

/** The stage of a name; of doubled names the first, as the engine looks them up. Names are case-sensitive. */
export const stageNamed = (recipe: Recipe, name: string): Stage | undefined =>
  recipe.stages.find((stage) => stage.name?.text === name);

/** Every copy between stages, section by section, in file order. */
export const stageLinks = (recipe: Recipe): readonly StageLink[] =>
  recipe.stages.flatMap((into) =>
    into.sections.flatMap((section) => {
      const name = section.type === "files" ? filesOrigin(section).from : undefined;
      if (name === undefined) return [];
      const source = stageNamed(recipe, name.text);
      return [{ into, section, name, ...(source === undefined ? {} : { source }) }];
    }),
  );
