/** DEF823: a shell that stays for nothing. */

import { callsNamed, defineRule, nodesIn } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import type { SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF823",
  name: "runscript-no-exec",
  severity: "info",
  summary: "The last command of `%runscript` is not started by `exec`.",
  why: `
The shell of the script stays as the parent of the program: signals of a batch system reach the shell and not the program, and there is one process more. \`exec\` puts the program in its place.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#runscript"],
  message: ({ command }) => `"${command}" runs below a shell that only waits for it`,
  fix: { title: "start the program by exec", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export A=1
    «/opt/tool/tool» "$@"
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export A=1
    exec /opt/tool/tool "$@"
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec /opt/tool/tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    echo done
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    run() { tool "$@"; }
    run "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    trap 'rm -f x' EXIT
    tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    tool "$@"
    echo done
`,
  ],

  check(recipe, report) {
    for (const { scripts, last: isLast } of recipe.stages) {
      if (!isLast) continue;
      for (const script of scripts) {
        const { section, app, dialect } = script;
        if ((section !== "runscript" && section !== "apprun") || dialect === "other") continue;
        if (
          scripts.findLast((other) => other.section === section && other.app?.text === app?.text) !== script
        )
          continue;
        const statement = script.tree.statements.at(-1);
        const command = statement?.command;
        if (
          statement?.background !== false ||
          command?.kind !== "command" ||
          !command.name ||
          !isProgram(script, command)
        )
          continue;
        if (0 < callsNamed(script, "trap").length) continue;
        const { start } = command.name.span;
        report(command.name.span, { command: command.name.text }, [
          { span: { start, end: start }, text: "exec " },
        ]);
      }
    }
  },
});

/** What a shell does itself, and short helpers, need no place of their own. */
const SHELL_OWN =
  /^(?:echo|printf|cd|export|exit|set|unset|true|false|:|\.|source|test|\[|exec|eval|read|wait|shift|alias|return|builtin|command|time|cat|ls|rm|cp|mv|mkdir|module|conda|ulimit|umask|type|pwd|date|sleep|declare|local|help|usage|sudo|grep|head|tail|touch|nohup)$/;

const isProgram = (script: Script, { name }: SimpleCommand): boolean => {
  const value = name?.value;
  if (value === undefined) return false;
  return !SHELL_OWN.test(value) && !functionsIn(script).has(value);
};

const functionsIn = (script: Script): ReadonlySet<string> =>
  new Set(nodesIn(script).flatMap(({ node }) => (node.kind === "function" ? [node.name] : [])));
