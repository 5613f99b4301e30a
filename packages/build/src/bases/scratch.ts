/** The agent `scratch`: no base at all, only what the engines expect in every image. */

import type { Stage } from "@deftools/recipe";
import type { ScratchBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { checkKeywords } from "./keywords.ts";

/** Nothing can be wrong with it. */
export const scratchBase = (stage: Stage, report: Report): ScratchBase => {
  checkKeywords(stage, [], report);
  return { agent: "scratch" };
};
