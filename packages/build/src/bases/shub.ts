/** The agent `shub`: Singularity Hub, which has ended (https://singularityhub.github.io/singularityhub-docs/). */

import type { Stage } from "@deftools/recipe";
import type { Report } from "../build-problem.ts";

/** Says so. */
export const shubBase = ({ bootstrap, node }: Stage, report: Report): undefined => {
  report({
    code: "build/ended-service",
    severity: "error",
    message: "Singularity Hub takes no pulls since April 2021",
    span: bootstrap?.agent.span ?? node.span,
    hint: 'build from where the image lives now: "Bootstrap: docker", "Bootstrap: oras", or "Bootstrap: localimage" with a copy of it',
  });
  return undefined;
};
