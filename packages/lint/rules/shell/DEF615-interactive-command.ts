/** DEF615: a command that waits for somebody. */

import { callsNamed, defineRule, hasInput, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF615",
  name: "interactive-command",
  severity: "warning",
  summary: "A command of the build asks questions or opens a screen.",
  why: `
Nobody sits at a build on a cluster or in a pipeline. A command that reads from a terminal waits for ever there, or fails.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
    "https://github.com/hadolint/hadolint/wiki/DL3001",
  ],
  message: ({ command }) => `"${command}" waits for somebody to answer`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «passwd root»
    «vim /etc/tool.conf»
    «read -p 'Continue?' answer»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'root:x' | chpasswd
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    passwd -d root
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    while read line; do echo "$line"; done < /etc/hosts
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    vim -es -c 'PlugInstall' -c 'qa'
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    read answer
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { command, context, plain } of callsNamed(script, ...INTERACTIVE)) {
        const { name = "" } = plain;
        if (
          context.tested ||
          context.subshell ||
          context.inFunction !== undefined ||
          hasInput(script, command)
        )
          continue;
        if (name === "read" && context.conditional) continue;
        if (name === "passwd" && plain.arguments.some(({ text }) => text.startsWith("-"))) continue;
        if (EDITORS.test(name) && plain.arguments.some(({ text }) => /^[-+]./.test(text))) continue;
        report(command.span, { command: name });
      }
  },
});

const INTERACTIVE: readonly string[] = [
  "read",
  "vim",
  "vi",
  "nano",
  "emacs",
  "less",
  "top",
  "htop",
  "passwd",
  "visudo",
];
const EDITORS = /^(?:vim|vi|emacs|nano|less|top|htop)$/;
