/** DEF026: a script that no shell can read. */

import type { SectionNode } from "@deftools/grammar";
import { defineRule, misreadSections, openHereDocument } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

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
    const misread = new Set(misreadSections(recipe).map(({ section }) => section));
    const isMisread = (next: SectionNode | undefined) => next !== undefined && misread.has(next);
    for (const { node, scripts } of recipe.stages) {
      const joined = Map.groupBy(scripts, nameOf);
      const cut = new Set(node.sections.filter((_, index) => isMisread(node.sections[index + 1])));
      for (const script of scripts) {
        // others of its name are joined to it, and what cuts it off has a rule of its own
        const isWhole = joined.get(nameOf(script))?.length === 1 && !cut.has(script.node);
        if (script.dialect === "other" || !isWhole || openHereDocument(script)) continue;
        const [first] = script.tree.errors;
        if (first) report(first.span, { section: script.section, problem: lower(first.message) });
      }
    }
  },
});

const nameOf = ({ section, app }: Script): string => `${section} ${app?.text ?? ""}`;

const lower = (message: string): string =>
  message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
