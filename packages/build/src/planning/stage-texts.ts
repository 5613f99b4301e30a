/** The stages of a recipe as they will be built: each a text of its own after templates, with the way back to the file. */

import { parse } from "@deftools/grammar";
import { type JudgedStage, type Recipe, type Stage, sourceOf, understand } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import type { Report } from "../build-problem.ts";

/** One stage. */
export interface StageText {
  readonly stage: Stage;
  /** What the stage's spans count in. */
  readonly recipe: Recipe;
  /** The place in the file of a place in that text. */
  readonly locate: (span: Span) => Span;
}

/** The stages that the engine found, read again from what became of them. */
export const judgedStages = (stages: readonly JudgedStage[]): readonly StageText[] =>
  stages.flatMap(({ substituted }) => {
    const recipe = understand(parse(substituted.text));
    const locate = (span: Span): Span => sourceOf(substituted, span);
    return recipe.stages.map((stage) => ({ stage, recipe, locate }));
  });

/** The stages as they are written. */
export const writtenStages = (recipe: Recipe): readonly StageText[] =>
  recipe.stages.map((stage) => ({ stage, recipe, locate: (span) => span }));

/** A report that takes places in a stage's text. */
export const reportAt =
  (report: Report, { locate }: StageText): Report =>
  (problem) =>
    report({ ...problem, span: locate(problem.span) });
