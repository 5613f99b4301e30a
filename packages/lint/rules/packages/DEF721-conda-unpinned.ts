/** DEF721: conda packages of no version. */

import { defineRule, packageCalls } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF721",
  name: "conda-unpinned",
  severity: "info",
  off: "strict",
  summary: "`conda install` names packages without versions.",
  why: `
A build of next year takes other versions than a build of today. Name versions where it matters, or keep a list of them in a file. (In profile \`strict\` only: many take the newest on purpose.)`,
  sources: ["https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-pkgs.html"],
  message: ({ name }) => `"${name}" has no version`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda install -y «numpy» scipy=1.14.1
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda install -y numpy=2.1.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda env create -f environment.yml
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "conda", "mamba", "micromamba")) {
        if (!INSTALLS.test(call.verb)) continue;
        for (const word of call.packages) {
          const name = wordValue(word);
          if (/^(?:[\w-]+::)?[A-Za-z][\w.-]*$/.test(name)) report(word.span, { name });
        }
      }
  },
});

const INSTALLS = /^(?:install|create)$/;
