/** A plan for people: what would be done, in the order it would be. */

import type { BuildPlan, PlannedScript } from "@deftools/build";
import { formatPlatform } from "@deftools/oci";
import { visible } from "./visible.ts";

/** One line per step. */
export const planText = (plan: BuildPlan, output: string): string => {
  const { base, platform, copies, metadata, compression } = plan;
  const { registry, repository, tag, digest } = base.reference;
  const version = digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`;
  const steps = [
    `fetch     ${registry}/${repository}${version} for ${formatPlatform(platform)}`,
    ...copies.map(({ source, destination }) => `copy      ${source} to ${destination ?? "the same path"}`),
    ...(metadata.environment === undefined ? [] : ["add       %environment"]),
    ...(metadata.labels.length === 0 ? [] : [`add       %labels (${metadata.labels.length})`]),
    ...(metadata.help === undefined ? [] : ["add       %help"]),
    ...script("%runscript", metadata.runscript, "from the image's ENTRYPOINT and CMD"),
    ...script("%startscript", metadata.startscript),
    ...script("%test", metadata.test),
    `compress  with ${compression.name}${compression.level === undefined ? "" : ` level ${compression.level}`}`,
    `write     ${output}`,
  ];
  return steps.map((step) => `${visible(step)}\n`).join("");
};

const script = (name: string, planned: PlannedScript | undefined, otherwise?: string): readonly string[] => {
  if (planned !== undefined) return [`add       ${name}, run by ${planned.shebang.replace(/^#!\s*/, "")}`];
  return otherwise === undefined ? [] : [`add       a runscript ${otherwise}`];
};
