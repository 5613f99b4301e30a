/** `From`, which most agents cannot do without. */

import type { Stage } from "@deftools/recipe";
import type { Report } from "../build-problem.ts";

/** Its value; undefined when there is none, which is reported with `example`. */
export const fromOf = (
  { bootstrap, node }: Stage,
  example: string,
  report: Report,
): { readonly text: string; readonly span: { readonly start: number; readonly end: number } } | undefined => {
  if (bootstrap?.from !== undefined && bootstrap.from.text !== "") return bootstrap.from;
  report({
    code: "build/no-from",
    severity: "error",
    message: `"From" is missing: nothing says which image to start from`,
    span: bootstrap?.agent.span ?? node.span,
    hint: `add a line such as "From: ${example}"`,
  });
  return undefined;
};
