/** Stages: `Stage: name` defines one, `%files from name` uses it. */

import { type Recipe, stageLinks } from "@deftools/recipe";
import { gatherNames, type Name } from "./name.ts";

/** Every name of a stage, be there such a stage or not. */
export const stageNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "stage", (report) => {
    const scope = { id: "", region: [recipe.file.span] };
    for (const { name } of recipe.stages) if (name) report(scope, name.text, name.span, "definition");
    for (const { name } of stageLinks(recipe)) report(scope, name.text, name.span, "use");
  });
