/** The agent `localimage`: a SIF, a SquashFS image, or a folder on this machine. */

import type { Stage } from "@deftools/recipe";
import type { LocalBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { fromOf } from "./from.ts";
import { checkKeywords } from "./keywords.ts";

/** The base a header asks for; undefined when it does not say, which is reported. */
export const localBase = (stage: Stage, report: Report): LocalBase | undefined => {
  checkKeywords(stage, ["from"], report);
  const from = fromOf(stage, "base.sif", report);
  return from === undefined ? undefined : { agent: "localimage", path: from.text };
};
