/** The variables a script sets itself, in whatever way. */

import type { Script } from "@deftools/recipe";
import { assignmentsIn, walk } from "@deftools/shell";

/** Names that are assigned, exported, counted through by a loop or read from input. */
export const namesSetIn = ({ tree }: Script): readonly string[] => {
  const names = assignmentsIn(tree).map(({ assignment }) => assignment.name);
  walk(tree, {
    node: (node) => {
      if (node.kind === "loop" && node.variable !== undefined) names.push(node.variable);
      if (node.kind === "command" && /^(?:read|getopts|mapfile|readarray)$/.test(node.name?.value ?? ""))
        names.push(...node.arguments.map(({ text }) => text));
    },
  });
  return names;
};
