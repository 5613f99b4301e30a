/** DEF611: a `cd` whose failure nobody sees. */

import { type Call, callsNamed, defineRule, nodesIn, scriptsOf } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import type { SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly folder: string }>({
  code: "DEF611",
  name: "cd-unguarded",
  severity: "info",
  summary: "A run-time script changes to a folder that its user names, and goes on when it is not there.",
  why: `
Run-time scripts do not stop at a command that fails. When the folder is not there, everything behind the \`cd\` happens where the user was before, \`rm\` included.`,
  sources: ["https://www.shellcheck.net/wiki/SC2164"],
  message: ({ folder }) => `the script goes on in the wrong folder if ${folder} is not there`,
  fix: { title: "stop when cd fails", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    «cd "$1"»
    rm -rf cache
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    cd "$1" || exit
    rm -rf cache
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash
    cd $X
    make
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    set -e
    cd "$1"
    tool
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    cd /opt/tool
    exec ./tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    cd "$1" || exit 1
    tool
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run")) {
      if (script.exitsOnError || callsNamed(script, "set").some(setsErrexit)) continue;
      const last = script.tree.statements.at(-1)?.span.end;
      for (const { command, context, plain } of callsNamed(script, "cd")) {
        const [folder] = plain.arguments;
        // a folder of the image is there; one that the user names may not be
        if (
          folder === undefined ||
          folder.value !== undefined ||
          /^["']?(?:~|\$\{?(?:HOME|PWD|OLDPWD)\b)/.test(folder.text)
        )
          continue;
        if (context.tested || context.statement.end === last || isAsked(script, command)) continue;
        const { end } = command.span;
        report(command.span, { folder: folder.text }, [{ span: { start: end, end }, text: " || exit" }]);
      }
    }
  },
});

const setsErrexit = ({ plain }: Call): boolean =>
  plain.arguments.some(({ text }) => /^-[a-z]*e/.test(text) || text === "errexit");

/** `cd x && y` and `cd x || y` see to it. */
const isAsked = (script: Script, wanted: SimpleCommand): boolean =>
  nodesIn(script).some(({ node }) => node.kind === "and-or" && node.commands.includes(wanted));
