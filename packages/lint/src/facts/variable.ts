/** The variables a script sets itself, in whatever way. */

import type { Script } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";
import { callsNamed, nodesIn } from "./call.ts";

/** Names that are assigned, exported, counted through by a loop or read from input. */
export const namesSetIn = (script: Script): readonly string[] => [
  ...assignmentsIn(script.tree).map(({ assignment }) => assignment.name),
  ...nodesIn(script).flatMap(({ node }) =>
    node.kind === "loop" && node.variable !== undefined ? [node.variable] : [],
  ),
  ...callsNamed(script, "read", "getopts", "mapfile", "readarray").flatMap(({ plain }) =>
    plain.arguments.map(({ text }) => text),
  ),
];
