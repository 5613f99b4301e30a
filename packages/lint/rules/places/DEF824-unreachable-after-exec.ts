/** DEF824: commands that never run. */

import { defineRule, scriptsOf } from "@deftools/lint";
import type { ShellNode } from "@deftools/shell";

export default defineRule({
  code: "DEF824",
  name: "unreachable-after-exec",
  severity: "warning",
  summary: "Commands follow an `exec`, which never returns.",
  why: `
\`exec\` replaces the shell by the program. What stands behind it in the script is never run.`,
  sources: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"],
  message: () => `this never runs, since exec before it does not return`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool "$@"
    «echo done»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec > log
    tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    if [ -n "$1" ]; then exec tool "$@"; fi
    echo usage
`,
  ],

  check(recipe, report) {
    for (const { tree } of scriptsOf(recipe, "build", "host", "run", "environment")) {
      const at = tree.statements.findIndex(({ command, background }) => !background && isExec(command));
      const next = tree.statements[at + 1];
      if (at !== -1 && next !== undefined && next.command.kind !== "function") report(next.command.span, {});
    }
  },
});

const isExec = (node: ShellNode): boolean =>
  node.kind === "command" &&
  node.name?.value === "exec" &&
  node.arguments.some(({ text }) => !/^-[cla]/.test(text));
