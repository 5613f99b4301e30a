/** DEF513: a slow command at every start. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF513",
  name: "env-slow-command",
  severity: "info",
  summary: "`%environment` runs a program that takes its time.",
  why: `
It is read at each start of a container, a thousand times in a job array, and the engine gives it one minute. Find out what you need in \`%post\` and write it down.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#environment"],
  message: ({ command }) => `"${command}" runs at every start of a container`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export SITE=$(«python3 -c 'import site; print(site.getsitepackages()[0])'»)
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export SITE=/usr/lib/python3/dist-packages
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export USER_NAME=$(id -un)
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment"))
      for (const { command, plain, context } of callsNamed(script, ...SLOW))
        if (context.inFunction === undefined) report(command.span, { command: plain.name ?? "" });
  },
});

const SLOW: readonly string[] = [
  ...[
    "curl",
    "wget",
    "git",
    "pip",
    "pip3",
    "python",
    "python2",
    "python3",
    "R",
    "Rscript",
    "java",
    "find",
    "sleep",
  ],
  ...["apt-get", "yum", "dnf", "make", "npm", "node", "julia", "perl", "nvidia-smi", "lspci", "ldconfig"],
];
