/** The agent `oras`: a SIF that lies in a registry as an artifact. */

import type { Stage } from "@deftools/recipe";
import { parseReference } from "@deftools/reference";
import type { OrasBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { fromOf } from "./from.ts";
import { checkKeywords } from "./keywords.ts";

/** The base a header asks for; undefined when it does not say, or says it wrongly, which is reported. */
export const orasBase = (stage: Stage, report: Report): OrasBase | undefined => {
  checkKeywords(stage, ["from"], report);
  const from = fromOf(stage, "ghcr.io/lab/image:1.0", report);
  if (from === undefined) return undefined;
  const parsed = parseReference(from.text);
  if ("reference" in parsed) return { agent: "oras", reference: parsed.reference };
  report({
    code: "build/bad-reference",
    severity: "error",
    message: `"${from.text}" is no reference: ${parsed.problem.message}`,
    span: from.span,
    hint: "write it as registry/repository[:tag][@digest], without a scheme",
  });
  return undefined;
};
