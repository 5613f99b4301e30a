/** DEF616: an `exit` in the middle of a build. */

import { callsNamed, defineRule } from "@deftools/lint";

export default defineRule({
  code: "DEF616",
  name: "early-exit",
  severity: "warning",
  summary: "`exit` ends `%post` before its last command, or before the apps are installed.",
  why: `
All \`%post\` sections and the \`%appinstall\` sections behind them are one script. \`exit\` ends all of it: what follows is never run, and with \`exit 0\` the build succeeds
without it.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
    "https://apptainer.org/docs/user/latest/definition_files.html#apps",
  ],
  message: () => `what follows this exit is never run`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make
    «exit 0»
    make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make
    «exit 0»

%appinstall tool
    make install
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make
    exit 0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make || exit 1
    make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    if [ -f x ]; then exit 0; fi
    make
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    f() { exit 1; }
    make
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const posts = stage.scripts.filter(({ section, dialect }) => section === "post" && dialect !== "other");
      const after = stage.scripts.some(({ section }) => section === "appinstall");
      const end = posts.at(-1)?.tree.statements.at(-1)?.span.end ?? 0;
      for (const script of posts)
        for (const { command, context } of callsNamed(script, "exit")) {
          if (context.subshell || context.conditional || context.inFunction !== undefined) continue;
          if (after || command.span.end < end) report(command.span, {});
        }
    }
  },
});
