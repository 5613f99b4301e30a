/** The variables and arguments a script reads. */

import type { Script } from "@deftools/recipe";
import * as shell from "@deftools/shell";

/** One `$NAME`, with the word it stands in. */
export type Parameter = shell.PlacedParameter;

/** All of a script, in the order of a walk. */
export const parametersIn = ({ tree }: Script): readonly Parameter[] => shell.parametersIn(tree);

/** Whether a script looks at its arguments. */
export const usesArguments = (script: Script): boolean =>
  parametersIn(script).some(
    ({ part: { name }, context }) => /^(?:[@*#]|[1-9]\d*)$/.test(name) && context.inFunction === undefined,
  );

/** Whether a variable is only read if it is set: `${A:-x}`, `${A+x}`, `${A:?}`. */
export const hasFallback = ({ part: { operator = "" } }: Parameter): boolean => /^:?[-=+?]$/.test(operator);
