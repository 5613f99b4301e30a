/** DEF314: a script on the host that no documentation tells of. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF314",
  name: "pre-section",
  severity: "info",
  summary: "`%pre` runs on the host before anything else.",
  why: `
\`%pre\` is a script on the machine that builds, before the base image is fetched. Apptainer 1.4.5 runs it in the current folder, with the rights of whoever builds. The documentation
does not mention it, so that readers of a recipe do not expect it.`,
  sources: ["https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/stage.go"],
  message: () => "this script runs on the machine that builds, before everything else",

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

«%pre»
    make -C tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -C /opt/tool
`,
  ],

  check(recipe, report) {
    for (const { section, node } of recipe.stages.flatMap(({ scripts }) => scripts))
      if (section === "pre") report({ start: node.name.span.start - 1, end: node.name.span.end }, {});
  },
});
