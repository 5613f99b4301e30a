/** From a recipe to what will be done: pure, so that it can be shown before anything is done, and tested without doing it. */

import type { Platform } from "@deftools/oci";
import { type BuildArguments, type Recipe, verdict } from "@deftools/recipe";
import { planBase } from "./bases/agents.ts";
import {
  checkStored,
  loginArguments,
  loginKeywords,
  type RecipeLogin,
  recipeLogin,
  withoutLogins,
} from "./bases/recipe-login.ts";
import type { BuildPlan, Compression, PlannedStage } from "./build-plan.ts";
import type { BuildProblem, Report } from "./build-problem.ts";
import { planApps } from "./planning/apps.ts";
import { planCopies } from "./planning/copies.ts";
import { planMetadata } from "./planning/metadata.ts";
import { type NeededStage, neededStages } from "./planning/needed-stages.ts";
import { planScripts } from "./planning/scripts.ts";
import { judgedStages, reportAt, type StageText, writtenStages } from "./planning/stage-texts.ts";
import { checkSyntax } from "./planning/syntax.ts";

/** What the recipe does not say. */
export interface PlanOptions {
  readonly platform: Platform;
  readonly compression: Compression;
  readonly time?: number;
  readonly forceLabels?: boolean;
  /** Values for `{{ name }}`. */
  readonly arguments?: BuildArguments;
}

/** A plan, or the reasons why there is none; warnings come with both. In the order of the file. */
export type Planned =
  | {
      readonly plan: BuildPlan;
      /** Not in the plan, which may be printed. */
      readonly logins: readonly RecipeLogin[];
      readonly problems: readonly BuildProblem[];
    }
  | { readonly plan?: undefined; readonly problems: readonly BuildProblem[] };

/** Plans the build of a recipe's image. Never throws. */
export const plan = (recipe: Recipe, options: PlanOptions): Planned => {
  const found: BuildProblem[] = [];
  const logins: RecipeLogin[] = [];
  const made = make(recipe, options, found, logins);
  const problems = found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return made === undefined || problems.some(isError) ? { problems } : { plan: made, logins, problems };
};

const isError = ({ severity }: BuildProblem): boolean => severity === "error";

/** The engine whose reading of a recipe is ours, too: images must not depend on the builder. */
const REFERENCE_ENGINE = "apptainer-1.4";

const make = (
  recipe: Recipe,
  options: PlanOptions,
  found: BuildProblem[],
  logins: RecipeLogin[],
): BuildPlan | undefined => {
  const report: Report = (problem) => found.push(problem);
  const judged = verdict(recipe.file.text, REFERENCE_ENGINE, {
    ...options.arguments,
    furtherKeys: loginKeywords,
  });
  if (judged.verdict === "reject") {
    // our own words first: they know more places at once; placeholders nobody replaced would mislead them
    if (recipe.file.placeholders.length === 0) {
      checkSyntax(recipe.file, report);
      planStages(writtenStages(recipe), recipe, "", report);
    }
    if (!found.some(isError))
      report({
        code: "build/refused-by-engine",
        severity: "error",
        message: judged.cause,
        span: judged.span,
        hint: judged.wayOut,
      });
    return undefined;
  }
  for (const message of judged.warnings)
    report({ code: "build/skipped-argument", severity: "warning", message, span: { start: 0, end: 0 } });
  const texts = judgedStages(judged.stages);
  for (const text of texts) checkSyntax(text.recipe.file, reportAt(report, text));
  const definition = storedText(texts, loginArguments(recipe));
  for (const text of texts) checkStored(text.stage, definition, reportAt(report, text));
  return {
    stages: planStages(texts, recipe, definition, report, logins),
    platform: options.platform,
    compression: options.compression,
    ...(options.time === undefined ? {} : { time: options.time }),
    forceLabels: options.forceLabels ?? false,
  };
};

/** What the image keeps of its recipe: all stages, filled in, without logins. */
const storedText = (texts: readonly StageText[], names: ReadonlySet<string>): string =>
  [...new Set(texts.map(({ recipe }) => recipe))].map((recipe) => withoutLogins(recipe, names)).join("");

/** All that are needed; one that cannot be built is left out, and reported. */
const planStages = (
  texts: readonly StageText[],
  recipe: Recipe,
  definition: string,
  report: Report,
  logins: RecipeLogin[] = [],
): readonly PlannedStage[] =>
  neededStages(texts, report).flatMap(
    (needed) => planStage(needed, recipe, { definition, report, logins }) ?? [],
  );

const planStage = (
  needed: NeededStage,
  { lines }: Recipe,
  { definition, report, logins }: { definition: string; report: Report; logins: RecipeLogin[] },
): PlannedStage | undefined => {
  const { stage, recipe } = needed.text;
  const tell = reportAt(report, needed.text);
  const base = planBase(stage, tell);
  const login = base && recipeLogin(stage, base, tell);
  if (login) logins.push(login);
  const copies = planCopies(needed, lines, report);
  const scripts = planScripts(needed.text, lines, report);
  const apps = planApps(needed.text);
  if (base === undefined) return undefined;
  return {
    ...(stage.name !== undefined && { name: stage.name.text }),
    base,
    copies,
    ...scripts,
    ...(apps.length > 0 && { apps }),
    metadata: planMetadata(stage, recipe.file.text, definition),
  };
};
