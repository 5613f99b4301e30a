/** A build without a recipe: an image as it is. The engines store a recipe of two lines then, and so do we. */

import { formatLibraryReference, type Source } from "@deftools/oci";
import { formatReference } from "@deftools/reference";
import type { Base, BuildPlan } from "./build-plan.ts";
import type { PlanOptions } from "./plan.ts";

/** A plan of one stage. */
export type PlannedSource = BuildPlan;

/** The plan that makes an image of a source. */
export const planSource = (source: Source, options: PlanOptions): PlannedSource => {
  const { base, from } = baseOf(source);
  const { agent } = base;
  return {
    stages: [
      {
        base,
        copies: [],
        metadata: {
          definition: `bootstrap: ${agent}\nfrom: ${from.replaceAll("\n", " ")}\n\n`,
          header: [
            { key: "bootstrap", value: agent },
            { key: "from", value: from },
          ],
          labels: [],
        },
      },
    ],
    platform: options.platform,
    compression: options.compression,
    ...(options.time === undefined ? {} : { time: options.time }),
    forceLabels: options.forceLabels ?? false,
    isCopy: true,
  };
};

const baseOf = (source: Source): { readonly base: Base; readonly from: string } => {
  switch (source.kind) {
    case "docker":
    case "oras": {
      const { kind: agent, reference } = source;
      return { base: { agent, reference }, from: formatReference(reference) };
    }
    case "library": {
      const { kind: agent, reference } = source;
      return { base: { agent, reference }, from: formatLibraryReference(reference) };
    }
    case "path":
      return { base: { agent: "localimage", path: source.path }, from: source.path };
    case "docker-daemon":
      return { base: { agent: source.kind, from: source.reference, source }, from: source.reference };
    default: {
      const { kind: agent, path, tag } = source;
      const digest = "digest" in source && source.digest !== undefined ? `@${source.digest}` : "";
      const from = `${path}${tag === undefined ? "" : `:${tag}`}${digest}`;
      return { base: { agent, from, source }, from };
    }
  }
};
