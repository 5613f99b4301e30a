/** DEF708: a setting of the build, for all users. */

import { defineRule, scriptsOf, wholeLines } from "@deftools/lint";
import { assignmentsIn } from "@deftools/shell";

export default defineRule({
  code: "DEF708",
  name: "frontend-in-environment",
  severity: "warning",
  summary: "`DEBIAN_FRONTEND` is set in `%environment`.",
  why: `
It is a setting for the build and belongs into \`%post\`. In \`%environment\` it silences the questions of every package manager that a user runs in a writable container, for ever.`,
  sources: ["https://docs.docker.com/reference/dockerfile/#env"],
  message: () => `the variable DEBIAN_FRONTEND is for the build, not for the users of the image`,
  fix: { title: "remove the variable", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export «DEBIAN_FRONTEND=noninteractive»
    export LC_ALL=C.UTF-8
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=C.UTF-8
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y gcc
`,
  ],

  check(recipe, report) {
    for (const { tree } of scriptsOf(recipe, "environment"))
      for (const { assignment, command, scope } of assignmentsIn(tree)) {
        if (assignment.name !== "DEBIAN_FRONTEND" || scope !== "shell") continue;
        const single = command.arguments.length + command.assignments.length === 1;
        const own = wholeLines(recipe.file.text, command.span);
        report(assignment.span, {}, single && own ? [{ span: own, text: "" }] : undefined);
      }
  },
});
