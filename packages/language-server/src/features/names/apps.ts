/** SCIF apps: the first section that names one of a stage defines it, all others add to it. */

import type { Recipe } from "@deftools/recipe";
import { gatherNames, type Name } from "./name.ts";

/** Every app of every stage. */
export const appNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "app", (report) => {
    for (const { apps, index, node } of recipe.stages) {
      const scope = { id: String(index), region: [node.span] };
      for (const { sections } of apps)
        for (const [at, { app }] of sections.entries())
          if (app) report(scope, app.text, app.span, at === 0 ? "definition" : "use");
    }
  });
