/** DEF026: a script that no shell can read. */

import { defineRule, misreadSections, openHereDocument } from "@deftools/lint";
import type { Recipe, Script, Stage } from "@deftools/recipe";

export default defineRule<{ readonly section: string; readonly problem: string }>({
  code: "DEF026",
  name: "shell-syntax-error",
  severity: "error",
  summary: "The shell cannot read a script.",
  why: `
The engine does not look into scripts. A shell notices such a mistake only when it comes to it: Apptainer 1.4.5 fetches the base image, copies the files, runs \`%post\` up to the mistake
and stops there ("unexpected end of file (expecting fi)"); in \`%runscript\` and \`%environment\` the build succeeds, and every run fails.`,
  sources: [
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    "https://apptainer.org/docs/user/latest/definition_files.html#sections",
  ],
  message: ({ section, problem }) => `the shell cannot read "%${section}": ${problem}`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    «&&» apt-get install -y git
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    if [ -d /opt/tool ]; then
        echo found
    fi
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    #!/usr/bin/env python3
    print("{}".format(1))
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      for (const script of stage.scripts) {
        if (script.dialect === "other" || !isWhole(recipe, stage, script)) continue;
        const [first] = script.tree.errors;
        if (first) report(first.span, { section: script.section, problem: lower(first.message) });
      }
    }
  },
});

/** Whether the section is all of its script: others of its name are joined to it, and what cuts it off has a rule of its own. */
const isWhole = (recipe: Recipe, { node, scripts }: Stage, script: Script): boolean => {
  if (
    1 <
    scripts.filter(({ section, app }) => section === script.section && app?.text === script.app?.text).length
  )
    return false;
  const next = node.sections[node.sections.indexOf(script.node) + 1];
  const cut = next !== undefined && misreadSections(recipe).some(({ section }) => section === next);
  return !cut && openHereDocument(script) === undefined;
};

const lower = (message: string): string =>
  message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
