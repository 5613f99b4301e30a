/** The agent `docker`: a base image from a registry, named by `From` with `Registry` and `Namespace` in front. */

import type { Stage } from "@deftools/recipe";
import type { DockerBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { fromOf } from "./from.ts";
import { checkKeywords } from "./keywords.ts";

/** The base a header asks for; undefined when it does not say, or says it wrongly, which is reported. */
export const dockerBase = (stage: Stage, report: Report): DockerBase | undefined => {
  checkKeywords(stage, ["from", "registry", "namespace"], report);
  if (fromOf(stage, "debian:12", report) === undefined) return undefined;
  const image = stage.bootstrap?.image;
  if (image?.reference !== undefined) return { agent: "docker", reference: image.reference };
  if (image !== undefined)
    report({
      code: "build/bad-reference",
      severity: "error",
      message: `"${image.text}" is no image reference: ${image.problem?.message ?? "it cannot be read"}`,
      span: image.span,
      hint: "write it as [registry/]repository[:tag][@digest], without a scheme",
    });
  return undefined;
};
