/** DEF504: what happens at every start of a container. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF504",
  name: "env-side-effects",
  severity: "warning",
  summary:
    "`%environment` does more than set variables: it prints, changes the folder, or changes how the shell treats errors.",
  why: `
It is read at each \`run\`, \`exec\` and \`shell\`, and before \`%test\`. What it prints is mixed into the output of every program, \`cd\` takes users away from their files, and \`exit\` or
\`set -e\` can end the container before it has begun.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#environment"],
  message: ({ command }) => `"${command}" happens at every start of a container`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool
    «echo "welcome"»
    «cd /opt/tool»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export TOOL_HOME=/opt/tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    [ -d /opt/x ] || echo 'no x' >&2
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export A=$(cat /etc/a)
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment")) {
      let printed = false;
      for (const { command, context, plain } of callsNamed(
        script,
        "cd",
        "exit",
        "set",
        "echo",
        "printf",
        "cat",
      )) {
        const { name = "", arguments: words } = plain;
        if (context.conditional || context.subshell || context.inFunction !== undefined) continue;
        if (name === "set" && !words.some(({ text }) => /^-[a-z]*[eux]/.test(text))) continue;
        if (PRINTS.test(name)) {
          if (printed || command.redirects.some(({ operator }) => operator.includes(">"))) continue;
          printed = true;
        }
        report(command.span, { command: name });
      }
    }
  },
});

const PRINTS = /^(?:echo|printf|cat)$/;
