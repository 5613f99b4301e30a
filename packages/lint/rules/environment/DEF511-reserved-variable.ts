/** DEF511: a variable of the engine, set by hand. */

import { defineRule, nearest, scriptsOf } from "@deftools/lint";
import { assignmentsIn } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF511",
  name: "reserved-variable",
  severity: "warning",
  summary: "`%environment` sets a variable of the engine's own name space.",
  why: `
\`APPTAINER_…\` and \`SINGULARITY_…\` steer the engine on the host, before the container exists. Set inside of the image they steer nothing; the engine does not pass them on
to its own commands. A misspelt prefix, as in \`SINGULAIRTYENV_…\`, does nothing anywhere.`,
  sources: ["https://apptainer.org/docs/user/latest/appendix.html"],
  message: ({ name }) => `"${name}" is meant for the engine on the host, and has no effect inside the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export «SINGULARITY_BINDPATH»=/data
    export «APPTAINER_CACHEDIR»=/scratch
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export APPTAINER_SHELL=/bin/bash
    export TOOL_DATA=/data
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment"))
      for (const { assignment, scope } of assignmentsIn(script.tree)) {
        const { name, nameSpan } = assignment;
        if (scope === "shell" && (RESERVED.test(name) || isMisspelt(name))) report(nameSpan, { name });
      }
  },
});

/** What the engine reads on the host; its shell it does look up inside. */
const RESERVED =
  /^(?:APPTAINER|SINGULARITY)_(?:BIND|BINDPATH|CACHEDIR|TMPDIR|LIBRARYDIR|NV|ROCM|CONTAIN|CONTAINALL|NO_HOME|HOME|WRITABLE\w*|CLEANENV|PULLFOLDER|WORKDIR|MOUNT|NETWORK|OVERLAY\w*|DOCKER_\w+)$|^(?:APPTAINER|SINGULARITY)ENV_\w+$/;

const isMisspelt = (name: string): boolean => {
  const [, front = ""] = /^([A-Z]+ENV)_/.exec(name) ?? [];
  return nearest(front, ["APPTAINERENV", "SINGULARITYENV"]) !== undefined;
};
