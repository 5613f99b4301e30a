/** Build arguments, stage by stage: `name=value` in `%arguments` defines one, `{{ name }}` uses it. */

import { argumentsOf, type Recipe } from "@deftools/recipe";
import { gatherNames, type Name } from "./name.ts";

/** Every build argument; those that only the command line can give a value have no definition. */
export const argumentNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "argument", (report) => {
    for (const stage of recipe.stages) {
      const scope = { id: String(stage.index), region: [stage.node.span] };
      for (const { key, value } of stage.arguments)
        if (value) report(scope, key.text, key.span, "definition");
      for (const { placeholder } of argumentsOf(recipe, stage).uses)
        report(scope, placeholder.name.text, placeholder.name.span, "use");
    }
  });
