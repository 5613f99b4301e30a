/** Shell functions: where scripts define and call them. */

import type { Recipe } from "@deftools/recipe";
import { commandsIn, walk } from "@deftools/shell";
import { gatherNames, type Name } from "./name.ts";
import { scriptGroups } from "./script-groups.ts";

/** Every function of every script. */
export const functionNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "function", (report) => {
    for (const { id, scripts } of scriptGroups(recipe)) {
      const defined = new Set<string>();
      for (const { tree } of scripts)
        walk(tree, {
          node: (node) => {
            if (node.kind !== "function") return;
            defined.add(node.name);
            report(id, node.name, node.nameSpan, "definition");
          },
        });
      if (defined.size === 0) continue;
      for (const { tree } of scripts)
        for (const { command } of commandsIn(tree)) {
          const called = command.name?.value;
          if (command.name && called !== undefined && defined.has(called))
            report(id, called, command.name.span, "use");
        }
    }
  });
