/** DEF602: `source` in a script of dash. */

import { callsNamed, dashScripts, defineRule } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule({
  code: "DEF602",
  name: "source-in-sh",
  severity: "error",
  summary: "`source` is a command of bash, and the base image's `/bin/sh` is dash.",
  why: `
dash has no \`source\`: the command is "not found", and what the file should have set is not set. The dot does the same everywhere.`,
  sources: [
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    "https://github.com/apptainer/singularity/issues/5174",
    "https://www.shellcheck.net/wiki/SC3046",
  ],
  message: () => `"source" is not known to the dash that runs this script`,
  fix: { title: 'use "." for "source"', safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «source» /opt/tool/setup.sh
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    . /opt/tool/setup.sh
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    source /opt/x.sh || . /opt/x.sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    source /opt/tool/setup.sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    source /opt/tool/setup.sh
`,
    `
Bootstrap: docker
From: rockylinux:9

%post
    source /opt/tool/setup.sh
`,
  ],

  check(recipe, report) {
    for (const script of recipe.stages.flatMap(dashScripts))
      for (const { command, context } of callsNamed(script, "source")) {
        if (command.name?.text !== "source" || context.tested) continue;
        const [file] = command.arguments;
        // the dot looks for a name without a slash in PATH only
        const mends = file !== undefined && wordValue(file).includes("/");
        report(command.name.span, {}, mends ? [{ span: command.name.span, text: "." }] : undefined);
      }
  },
});
