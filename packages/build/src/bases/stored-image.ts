/** The agents `oci`, `oci-archive`, `docker-archive` and `docker-daemon`: container images that are on this machine already. */

import { parseSource } from "@deftools/oci";
import type { Stage } from "@deftools/recipe";
import type { StoredBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { fromOf } from "./from.ts";
import { checkKeywords } from "./keywords.ts";

/** A planner for one of the agents. */
export const storedBase =
  (agent: StoredBase["agent"]) =>
  (stage: Stage, report: Report): StoredBase | undefined => {
    checkKeywords(stage, ["from", "registry", "namespace"], report);
    const from = fromOf(stage, examples[agent], report);
    if (from === undefined) return undefined;
    const text = stage.bootstrap?.image?.text ?? from.text;
    const parsed = parseSource(`${agent}:${text}`);
    if ("source" in parsed && isStored(parsed.source)) return { agent, from: text, source: parsed.source };
    report({
      code: "build/bad-reference",
      severity: "error",
      message: "problem" in parsed ? parsed.problem.message : `"${text}" names no image`,
      span: from.span,
      hint: `an example: "From: ${examples[agent]}"`,
    });
    return undefined;
  };

const isStored = (source: { readonly kind: string }): source is StoredBase["source"] =>
  Object.hasOwn(examples, source.kind);

const examples: Readonly<Record<StoredBase["agent"], string>> = {
  oci: "folder:tag",
  "oci-archive": "image.tar:tag",
  "docker-archive": "image.tar",
  "docker-daemon": "image:tag",
};
