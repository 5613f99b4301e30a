/** DEF510: a command that the shell of `%environment` refuses. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF510",
  name: "env-unsupported-builtin",
  severity: "warning",
  summary: "`trap`, `fg` or `bg` stands in `%environment`, whose shell does not do them.",
  why: `
The engine reads \`%environment\` by a shell interpreter of its own, before the program starts. It has no signals and no jobs to handle, and only prints a warning.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#environment",
    "https://github.com/apptainer/apptainer/blob/main/internal/pkg/util/fs/files/action_script.sh",
  ],
  message: ({ command }) => `"${command}" has no effect in %environment`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    «trap 'echo done' EXIT»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    trap 'echo done' EXIT
    tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment"))
      for (const { command, plain, context } of callsNamed(script, "trap", "fg", "bg"))
        if (!context.subshell) report(command.span, { command: plain.name ?? "" });
  },
});
