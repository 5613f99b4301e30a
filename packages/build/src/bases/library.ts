/** The agent `library`: a SIF that lies in a container library. */

import { parseLibraryReference } from "@deftools/oci";
import type { Stage } from "@deftools/recipe";
import type { LibraryBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { fromOf } from "./from.ts";
import { checkKeywords } from "./keywords.ts";

/** The base a header asks for; undefined when it does not say, or says it wrongly, which is reported. A host in `From` wins over `Library`. */
export const libraryBase = (stage: Stage, report: Report): LibraryBase | undefined => {
  checkKeywords(stage, ["from", "library"], report);
  const from = fromOf(stage, "library/default/alpine:3.20", report);
  if (from === undefined) return undefined;
  const parsed = parseLibraryReference(from.text);
  if ("problem" in parsed) {
    report({
      code: "build/bad-reference",
      severity: "error",
      message: parsed.problem,
      span: from.span,
      hint: 'an example: "From: entity/collection/name:tag"',
    });
    return undefined;
  }
  const server = stage.header.get("library")?.value?.text;
  return {
    agent: "library",
    reference: parsed.reference,
    ...(server !== undefined && server !== "" && { server }),
  };
};
