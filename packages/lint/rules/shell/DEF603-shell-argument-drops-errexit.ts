/** DEF603: a shell that goes on after failures. */

import { defineRule } from "@deftools/lint";
import { type ScriptSection, wordsOf } from "@deftools/recipe";
import { commandsIn, type SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly section: string; readonly shell: string }>({
  code: "DEF603",
  name: "shell-argument-drops-errexit",
  severity: "error",
  summary: "`-c SHELL` runs the section without `-e`, so that failing commands do not stop the build.",
  why: `
As a rule \`%post\` runs by \`/bin/sh -ex\` and stops at the first command that fails. \`-c /bin/bash\` runs that shell inside it, without the option: the build goes on after errors, and succeeds.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
    "https://github.com/apptainer/singularity/issues/4967",
  ],
  message: ({ section, shell }) => `"%${section} -c ${shell}" goes on after a command that fails`,
  fix: { title: "add -e", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post -c «/bin/bash»
    make
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    make
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    make
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash
    set -euo pipefail
    make
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /usr/bin/python3
    print("x")
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make
`,
  ],

  check(recipe, report) {
    for (const { section, node, exitsOnError, dialect, tree } of recipe.stages.flatMap(
      ({ scripts }) => scripts,
    )) {
      const [option, shell] = wordsOf(node);
      if (exitsOnError || dialect === "other" || option?.text !== "-c" || !shell || !BUILD.has(section))
        continue;
      if (commandsIn(tree).some(({ command }) => command.name?.value === "set" && setsErrexit(command)))
        continue;
      const at = { start: shell.span.end, end: shell.span.end };
      report(shell.span, { section, shell: shell.text }, [{ span: at, text: " -e" }]);
    }
  },
});

const BUILD: ReadonlySet<ScriptSection> = new Set(["pre", "setup", "post"]);

const setsErrexit = ({ arguments: words }: SimpleCommand): boolean =>
  words.some(({ text }) => /^-[a-z]*e/.test(text) || text === "errexit");
