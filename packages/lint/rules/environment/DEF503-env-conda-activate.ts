/** DEF503: `conda activate` in a shell that does not know it. */

import { defineRule, scriptsOf, unknownActivations } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF503",
  name: "env-conda-activate",
  severity: "warning",
  summary: "`conda activate` stands in `%environment`, and nothing defines it there.",
  why: `
\`conda activate\` is a function that a user's start-up files define; \`%environment\` reads none of them. Set \`PATH\` to the environment's \`bin\`, or source conda's
\`etc/profile.d/conda.sh\` before.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://github.com/apptainer/singularity/issues/5075",
    "https://github.com/sylabs/singularity/issues/274",
  ],
  message: ({ command }) => `"${command}" is a function that nothing has defined here`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PATH=/opt/conda/bin:$PATH
    «conda activate tool»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    . /opt/conda/etc/profile.d/conda.sh
    conda activate tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PATH=/opt/conda/envs/tool/bin:$PATH
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment"))
      for (const { command, plain } of unknownActivations(script))
        report(command.span, { command: `${plain.name} activate` });
  },
});
