/** DEF605: a failure that `export` hides from `set -e`. */

import { callsNamed, defineRule, indentBefore, lineEndAt, scriptsOf, wholeLines } from "@deftools/lint";
import {
  type Assignment,
  assignmentOf,
  type SimpleCommand,
  stripWrappers,
  type WordPart,
} from "@deftools/shell";
import type { TextEdit } from "@deftools/text";

export default defineRule<{ readonly name: string; readonly command: string }>({
  code: "DEF605",
  name: "export-masks-failure",
  severity: "warning",
  summary: "In `export X=$(command)`, a failure of the command does not stop the build.",
  why: `
The status of the line is that of \`export\`, which succeeds. The variable is empty then, and the build goes on. A plain assignment has the status of
its command: assign first, export after.`,
  sources: [
    "https://www.shellcheck.net/wiki/SC2155",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: ({ name, command }) =>
    `a failure of "${command}" leaves "${name}" empty and does not stop the build`,
  fix: { title: "assign first, then export", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    export «VERSION="$(curl -fsSL https://example.org/version)"»
    make
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    VERSION="$(curl -fsSL https://example.org/version)"
    export VERSION
    make
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    VERSION=$(curl -fsSL https://example.org/version)
    export VERSION
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export CORES=$(nproc)
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export HERE=$(pwd)/x
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    export X=$(tool)
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export X=$(tool || true)
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const script of scriptsOf(recipe, "build", "host")) {
      if (!script.exitsOnError) continue;
      for (const { command, context } of callsNamed(script, "export")) {
        if (command.name?.value !== "export" || context.tested || context.conditional) continue;
        for (const word of command.arguments) {
          const assignment = assignmentOf(word);
          const substituted = assignment?.value && commandOf(assignment.value.parts);
          if (assignment === undefined || substituted === undefined) continue;
          const alone = command.arguments.length === 1 && command.redirects.length === 0;
          report(
            word.span,
            { name: assignment.name, command: substituted },
            alone ? apart(text, command, assignment) : undefined,
          );
        }
      }
    }
  },
});

/** Commands that do not fail, or not in a way that a build could mend. */
const SAFE =
  /^(?:pwd|nproc|uname|date|whoami|id|hostname|grep|egrep|wc|lscpu|command|basename|dirname|mktemp|getconf|arch|echo|printf|cat|dpkg|lsb_release|cut|tr|sed|awk|head|tail|sort|realpath|readlink|which|expr|seq|tty|locale|dpkg-architecture)$/;

/** The command of a substitution that may fail unseen. */
const commandOf = (parts: readonly WordPart[]): string | undefined => {
  for (const part of parts) {
    if (part.kind !== "substitution" || part.form === "process") continue;
    const node = part.statements.at(-1)?.command;
    const last = node?.kind === "pipeline" ? node.commands.at(-1) : node;
    const { name } = last?.kind === "command" ? stripWrappers(last) : {};
    if (name !== undefined && !SAFE.test(name)) return name;
  }
  return undefined;
};

const apart = (
  text: string,
  { span, name }: SimpleCommand,
  { name: variable, span: assigned }: Assignment,
): readonly TextEdit[] | undefined => {
  const indent = indentBefore(text, span.start);
  if (indent === undefined || name === undefined || wholeLines(text, span) === undefined) return undefined;
  return [
    { span: { start: name.span.start, end: assigned.start }, text: "" },
    {
      span: { start: span.end, end: span.end },
      text: `${lineEndAt(text, span.end)}${indent}export ${variable}`,
    },
  ];
};
