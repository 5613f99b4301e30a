/** Which words fit at the cursor. What kind of place it is decides who proposes. */

import { type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import type { Completion } from "./completion/completion.ts";
import { headerCompletions } from "./completion/headers.ts";
import { labelCompletions } from "./completion/labels.ts";
import { placeholderCompletions } from "./completion/placeholders.ts";
import { sectionArguments, sectionNames } from "./completion/section-lines.ts";
import { suppressionCompletions } from "./completion/suppressions.ts";
import { variableCompletions } from "./completion/variables.ts";

/** The proposals at an offset. */
export const completions = (recipe: Recipe, offset: number): readonly Completion[] => {
  const { text } = recipe.file;
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const stage = stageAt(recipe, offset);
  const placeholders = stage && placeholderCompletions(recipe, stage, lineStart, offset);
  if (placeholders) return placeholders;
  const sectionStart = /^[ \t]*(?=%\S*$)/.exec(text.slice(lineStart, offset));
  if (sectionStart) return sectionNames(text, stage, lineStart + sectionStart[0].length, offset);
  const suppressions = suppressionCompletions(text, lineStart, offset);
  if (suppressions) return suppressions;
  if (!stage) return [];
  if (!inSection(stage, offset)) return headerCompletions(text, stage, lineStart, offset);
  const section = sectionAt(recipe, offset);
  if (!section) return [];
  if (offset <= section.line.end) return sectionArguments(recipe, stage, section, offset);
  return section.content.kind === "labels"
    ? labelCompletions(text, section, lineStart, offset)
    : variableCompletions(recipe, lineStart, offset);
};

const inSection = ({ node }: Stage, offset: number): boolean =>
  node.sections.some(({ line }) => line.start <= offset);
