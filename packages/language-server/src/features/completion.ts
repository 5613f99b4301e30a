/** Which words fit at the cursor. What kind of place it is decides who proposes. */

import { type Engine, engine, engines } from "@deftools/grammar";
import { lint } from "@deftools/lint";
import { type Stage, sectionAt, stageAt } from "@deftools/recipe";
import type { Analysis } from "../analysis.ts";
import { argumentKeyCompletions } from "./completion/argument-keys.ts";
import { type Completion, startOfLine } from "./completion/completion.ts";
import { headerCompletions, stageCompletions } from "./completion/headers.ts";
import { labelCompletions } from "./completion/labels.ts";
import { placeholderCompletions } from "./completion/placeholders.ts";
import { sectionArguments, sectionNames } from "./completion/section-lines.ts";
import { suppressionCompletions } from "./completion/suppressions.ts";
import { variableCompletions } from "./completion/variables.ts";

/** The proposals at an offset, as far as the configured engine knows them; where none is, as some engine that still has releases does. */
export const completions = (
  { recipe, judging, foreign }: Analysis,
  offset: number,
): readonly Completion[] => {
  const { text } = recipe.file;
  const lineStart = startOfLine(text, offset);
  const stage = stageAt(recipe, offset);
  const builder = judging.settings.site && engine(judging.settings.site.engine);
  const among = builder ? [builder] : currentEngines;
  const placeholders = stage && placeholderCompletions(recipe, stage, lineStart, offset);
  if (placeholders) return placeholders;
  const sectionStart = /^[ \t]*(?=%\S*$)/.exec(text.slice(lineStart, offset));
  if (sectionStart) return sectionNames(text, stage, lineStart + sectionStart[0].length, offset, among);
  // what is suppressed is what is asked about
  const found = () =>
    lint(recipe, judging.rules, {
      ...judging.settings,
      ...(foreign && { foreign }),
      ignoreSuppressions: true,
    });
  const suppressions = suppressionCompletions(text, lineStart, offset, found);
  if (suppressions) return suppressions;
  if (!stage) return [];
  if (!inSection(stage, offset)) return headerCompletions(text, stage, lineStart, offset, among);
  const section = sectionAt(recipe, offset);
  if (!section) return [];
  if (offset <= section.line.end) return sectionArguments(recipe, stage, section, offset);
  const stages = stageCompletions(text, lineStart, offset);
  if (stages.length !== 0) return stages;
  switch (section.content.kind) {
    case "labels":
      return labelCompletions(text, section, lineStart, offset);
    case "arguments":
      return argumentKeyCompletions(recipe, stage, lineStart, offset);
    default:
      return variableCompletions(recipe, lineStart, offset, among);
  }
};

const currentEngines: readonly Engine[] = engines.filter(({ family }) => family !== "singularity");

const inSection = ({ node }: Stage, offset: number): boolean =>
  node.sections.some(({ line }) => line.start <= offset);
