/** A plan for people: what would be done, in the order it would be. */

import type { Base, BuildPlan, PlannedScript, PlannedStage } from "@deftools/build";
import { formatLibraryReference, formatPlatform } from "@deftools/oci";
import { formatReference, type ImageReference } from "@deftools/reference";
import { visible } from "./visible.ts";

/** One line per step. */
export const planText = (plan: BuildPlan, output: string): string => {
  const { stages, compression } = plan;
  const steps = [
    ...stages.flatMap((stage, index) => [
      ...(stages.length === 1 ? [] : [`stage     ${stage.name ?? index + 1}`]),
      ...stageSteps(stage, plan),
    ]),
    `compress  with ${compression.name}${compression.level === undefined ? "" : ` level ${compression.level}`}`,
    `write     ${output}`,
  ];
  return steps.map((step) => `${visible(step)}\n`).join("");
};

const stageSteps = ({ base, copies, metadata }: PlannedStage, { stages, platform }: BuildPlan): string[] => [
  baseStep(base, formatPlatform(platform)),
  ...copies.map(({ stage, source, destination }) => {
    const from = stage === undefined ? "" : `${stages[stage]?.name ?? stage + 1}:`;
    return `copy      ${from}${source} to ${destination ?? "the same path"}`;
  }),
  ...(metadata.environment === undefined ? [] : ["add       %environment"]),
  ...(metadata.labels.length === 0 ? [] : [`add       %labels (${metadata.labels.length})`]),
  ...(metadata.help === undefined ? [] : ["add       %help"]),
  ...script("%runscript", metadata.runscript, runscriptOf(base)),
  ...script("%startscript", metadata.startscript),
  ...script("%test", metadata.test),
];

const baseStep = (base: Base, platform: string): string => {
  switch (base.agent) {
    case "docker":
    case "oras":
      return `fetch     ${named(base.reference)} for ${platform}`;
    case "library":
      return `fetch     library://${formatLibraryReference(base.reference)} for ${platform}`;
    case "localimage":
      return `read      ${base.path}`;
    case "busybox":
    case "debootstrap":
    case "yum":
    case "dnf":
    case "zypper":
    case "arch":
      return `install   ${base.title} for ${platform}, by programs of this machine`;
    case "scratch":
      return "start     with nothing";
    default:
      return `read      ${base.agent}:${base.from} for ${platform}`;
  }
};

const named = (reference: ImageReference): string =>
  formatReference(reference.tag || reference.digest ? reference : { ...reference, tag: "latest" });

const runscriptOf = ({ agent }: Base): string | undefined =>
  IMAGE_AGENTS.has(agent) ? "from the image's ENTRYPOINT and CMD" : undefined;

/** Those whose images say what to start. */
const IMAGE_AGENTS: ReadonlySet<Base["agent"]> = new Set([
  ...(["docker", "docker-archive", "docker-daemon", "oci", "oci-archive"] as const),
]);

const script = (
  name: string,
  planned: PlannedScript | undefined,
  otherwise?: string | undefined,
): readonly string[] => {
  if (planned !== undefined) return [`add       ${name}, run by ${planned.shebang.replace(/^#!\s*/, "")}`];
  return otherwise === undefined ? [] : [`add       a runscript ${otherwise}`];
};
