/** DEF502: what dies with the shell of `%environment`. */

import { callsNamed, defineRule, nodesIn, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF502",
  name: "env-function-or-alias",
  severity: "warning",
  summary: "A function or alias is defined in `%environment`.",
  why: `
\`%environment\` is read by a shell that then starts the program, or the user's shell. Variables are handed on; functions and aliases are not. Make a small script in
\`/usr/local/bin\` instead.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#environment"],
  message: ({ name }) => `"${name}" does not reach the programs of the container`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    «alias ll='ls -l'»
    «run»() { /opt/tool/tool "$@"; }
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    add() { export PATH=$1:$PATH; }
    add /opt/tool/bin
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    f() { tool; }
    f
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "environment")) {
      for (const { node } of nodesIn(script))
        if (node.kind === "function" && callsNamed(script, node.name).length === 0)
          report(node.nameSpan, { name: node.name });
      for (const { command, plain } of callsNamed(script, "alias")) {
        const [word] = plain.arguments;
        if (word !== undefined) report(command.span, { name: `alias ${word.text.split("=")[0]}` });
      }
    }
  },
});
