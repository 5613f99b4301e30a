/** DEF828: `conda activate` in a shell that does not know it. */

import { defineRule, scriptsOf, unknownActivations } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF828",
  name: "conda-activate-undefined",
  severity: "warning",
  summary: "`conda activate` stands in a script whose shell does not know it.",
  why: `
It is a function that a user's start-up files define, and scripts read none of them: conda only says that the shell is not set up. Source \`etc/profile.d/conda.sh\` before, use
\`conda run -n NAME\`, or call the programs by their path.`,
  sources: [
    "https://docs.conda.io/projects/conda/en/stable/dev-guide/deep-dives/activation.html",
    "https://github.com/apptainer/singularity/issues/5174",
  ],
  message: ({ command }) => `"${command}" is a function that nothing has defined here`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    «conda activate tool»
    exec tool "$@"
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    . /opt/conda/etc/profile.d/conda.sh
    conda activate tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    eval "$(conda shell.posix hook)"
    conda activate tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "run"))
      for (const { command, plain } of unknownActivations(script))
        report(command.span, { command: `${plain.name} activate` });
  },
});
