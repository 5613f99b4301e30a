/** DEF612: `set +e` without an end. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule({
  code: "DEF612",
  name: "errexit-disabled",
  severity: "info",
  summary: "`set +e` switches off that failures stop the build, and nothing switches it on again.",
  why: `
From there on the build goes on after every error, and succeeds. Put \`set -e\` behind the commands that may fail, or write \`command || true\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: () => `after "set +e" no failure stops the build any more`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «set +e»
    make check
    make install
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    set +e
    make check
    set -e
    make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    (set +e; make check)
    make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash
    set +e
    make
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host")) {
      if (!script.exitsOnError) continue;
      const calls = callsNamed(script, "set").filter(
        ({ context }) => !context.subshell && context.inFunction === undefined,
      );
      const last = calls.findLast(({ plain }) => plain.arguments.some(({ text }) => SETS_ERREXIT.test(text)));
      const switchesOff = last?.plain.arguments.some(({ text }) => /^\+[a-z]*e/.test(text)) === true;
      if (last === undefined || !switchesOff || last.context.conditional) continue;
      const end = script.tree.statements.at(-1)?.span.end ?? 0;
      if (last.command.span.end < end) report(last.command.span, {});
    }
  },
});

const SETS_ERREXIT = /^[-+][a-z]*e/;
