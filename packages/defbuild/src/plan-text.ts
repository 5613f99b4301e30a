/** A plan for people: what would be done, in the order it would be. */

import {
  type Base,
  type BuildPlan,
  type Foreseen,
  type PlannedCopy,
  type PlannedScript,
  type PlannedStage,
  stepName,
} from "@deftools/build";
import { formatLibraryReference, formatPlatform } from "@deftools/oci";
import { formatReference, type ImageReference } from "@deftools/reference";
import { visible } from "./visible.ts";

/** One line per step; of scripts also whether they would run, as far as that was foreseen. */
export const planText = (plan: BuildPlan, output: string, foreseen: readonly Foreseen[] = []): string => {
  const { stages, compression } = plan;
  const steps = [
    ...stages.flatMap((stage, index) => [
      ...(stages.length === 1 ? [] : [`stage     ${stage.name ?? index + 1}`]),
      ...stageSteps(stage, plan, foreseen),
    ]),
    `compress  with ${compression.name}${compression.level === undefined ? "" : ` level ${compression.level}`}`,
    `write     ${output}`,
  ];
  return steps.map((step) => `${visible(step)}\n`).join("");
};

const stageSteps = (stage: PlannedStage, plan: BuildPlan, foreseen: readonly Foreseen[]): string[] => {
  const { base, copies, metadata, pre, setup, post } = stage;
  const { stages, platform } = plan;
  const copy = ({ stage: from, source, destination }: PlannedCopy): string =>
    `copy      ${from === undefined ? "" : `${stages[from]?.name ?? from + 1}:`}${source} to ${destination ?? "the same path"}`;
  const run = (section: string, there: unknown, where: string): readonly string[] => {
    const step = stepName(section, stage, plan);
    const found = foreseen.find((one) => one.step === step);
    const state = found?.state === "run" ? `: to run, because ${found.why}` : ": from the cache";
    return there === undefined ? [] : [`run       ${section}${where}${found === undefined ? "" : state}`];
  };
  return [
    ...run("%pre", pre, " on this machine"),
    baseStep(base, formatPlatform(platform)),
    ...copies.filter(({ stage: from }) => from !== undefined).map(copy),
    ...run("%setup", setup, " on this machine"),
    ...copies.filter(({ stage: from }) => from === undefined).map(copy),
    ...run("%post", post, ""),
    ...(metadata.environment === undefined ? [] : ["add       %environment"]),
    ...(metadata.labels.length === 0 ? [] : [`add       %labels (${metadata.labels.length})`]),
    ...(metadata.help === undefined ? [] : ["add       %help"]),
    ...script("%runscript", metadata.runscript, runscriptOf(base)),
    ...script("%startscript", metadata.startscript),
    ...script("%test", metadata.test),
    ...(stage.apps ?? []).map(({ name }) => `add       app ${name}`),
    ...run("%test", metadata.test, ""),
  ];
};

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
