/** What people call a script of a stage. */

import type { BuildPlan, PlannedStage } from "../build-plan.ts";

/** `%post of stage "build"`; the stage is named where there are several. */
export const stepName = (
  section: string,
  { name }: Pick<PlannedStage, "name">,
  { stages }: Pick<BuildPlan, "stages">,
): string => (stages.length === 1 || name === undefined ? section : `${section} of stage "${name}"`);
