/** From a recipe to what will be done: pure, so that it can be shown before anything is done, and tested without doing it. */

import type { Platform } from "@deftools/oci";
import { type Recipe, type Stage, verdict } from "@deftools/recipe";
import { agents, builtAgents } from "./bases/agents.ts";
import { dockerBase } from "./bases/docker.ts";
import type { Base, BuildPlan, Compression } from "./build-plan.ts";
import type { BuildProblem, Report } from "./build-problem.ts";
import { planCopies } from "./planning/copies.ts";
import { planMetadata } from "./planning/metadata.ts";
import { checkSections } from "./planning/sections.ts";
import { checkSyntax } from "./planning/syntax.ts";

/** What the recipe does not say. */
export interface PlanOptions {
  readonly platform: Platform;
  readonly compression: Compression;
  readonly time?: number;
  readonly forceLabels?: boolean;
}

/** A plan, or the reasons why there is none; warnings come with both. In the order of the file. */
export type Planned =
  | { readonly plan: BuildPlan; readonly problems: readonly BuildProblem[] }
  | { readonly plan?: undefined; readonly problems: readonly BuildProblem[] };

/** Plans the build of a recipe's image. Never throws. */
export const plan = (recipe: Recipe, options: PlanOptions): Planned => {
  const found: BuildProblem[] = [];
  const made = make(recipe, options, (problem) => found.push(problem));
  if (!found.some(isError)) checkVerdict(recipe, (problem) => found.push(problem));
  const problems = found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return made === undefined || problems.some(isError) ? { problems } : { plan: made, problems };
};

const isError = ({ severity }: BuildProblem): boolean => severity === "error";

/** The engine whose reading of a recipe is ours, too. */
const REFERENCE_ENGINE = "apptainer-1.4";

/** What the engine's parser refuses is refused here, even where nothing above would mind: images must not depend on the builder. */
const checkVerdict = ({ file }: Recipe, report: Report): void => {
  const judged = verdict(file.text, REFERENCE_ENGINE);
  if (judged.verdict === "accept") return;
  report({
    code: "build/refused-by-engine",
    severity: "error",
    message: judged.cause,
    span: judged.span,
    hint: judged.wayOut,
  });
};

const make = (recipe: Recipe, options: PlanOptions, report: Report): BuildPlan | undefined => {
  const { text } = recipe.file;
  checkSyntax(recipe.file, report);
  const stage = onlyStage(recipe, report);
  if (stage === undefined) return undefined;
  const base = planBase(stage, report);
  checkSections(stage, text, report);
  const copies = planCopies(stage, recipe, report);
  if (base === undefined) return undefined;
  return {
    base,
    platform: options.platform,
    copies,
    metadata: planMetadata(stage, text),
    compression: options.compression,
    ...(options.time === undefined ? {} : { time: options.time }),
    forceLabels: options.forceLabels ?? false,
  };
};

const onlyStage = ({ file, stages }: Recipe, report: Report): Stage | undefined => {
  const [first, second] = stages;
  if (first === undefined) {
    report({
      code: "build/no-stage",
      severity: "error",
      message: "the recipe is empty",
      span: { start: 0, end: file.text.length },
      hint: 'a recipe starts with "Bootstrap: docker" and "From: IMAGE"',
    });
    return undefined;
  }
  if (second !== undefined) {
    report({
      code: "build/many-stages",
      severity: "error",
      message: `the recipe has ${stages.length} stages, and only recipes of one stage can be built yet`,
      span: second.bootstrap?.agent.span ?? second.node.header.span,
      hint: "build the stages one by one, or build this recipe with apptainer",
    });
    return undefined;
  }
  return first;
};

const planBase = (stage: Stage, report: Report): Base | undefined => {
  const agent = stage.bootstrap?.agent;
  if (agent === undefined || agent.text === "") {
    report({
      code: "build/no-agent",
      severity: "error",
      message: '"Bootstrap" is missing: nothing says where the image comes from',
      span: agent?.span ??
        stage.node.header.entries[0]?.key.span ?? {
          start: stage.node.span.start,
          end: stage.node.span.start,
        },
      hint: 'start the recipe with "Bootstrap: docker"',
    });
    return undefined;
  }
  if (agent.text === "docker") return dockerBase(stage, report);
  const supported = `supported: ${builtAgents.join(", ")}`;
  if (agents[agent.text] !== undefined)
    report({
      code: "build/unsupported-agent",
      severity: "error",
      message: `the bootstrap agent "${agent.text}" cannot be built yet`,
      span: agent.span,
      hint: `${supported}; or build this recipe with apptainer`,
    });
  else
    report({
      code: "build/unknown-agent",
      severity: "error",
      message: `"${agent.text}" is no bootstrap agent`,
      span: agent.span,
      hint:
        agents[agent.text.toLowerCase()] === undefined
          ? supported
          : `write it in lower case: "${agent.text.toLowerCase()}"`,
    });
  return undefined;
};
