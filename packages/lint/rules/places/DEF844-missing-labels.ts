/** DEF844: an image of unknown origin. */

import { defineRule } from "@deftools/lint";

export default defineRule({
  code: "DEF844",
  name: "missing-labels",
  severity: "info",
  off: "strict",
  summary: "The recipe says neither who made it nor which version it is.",
  why: `
Labels travel with the image: \`apptainer inspect image.sif\` shows them when the recipe is long lost.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: () => `no label says who made the image, or its version`,

  bad: [
    `
Bootstrap: «docker»
From: ubuntu:24.04

%post
    true
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author A. Scientist
`,
  ],

  check(recipe, report) {
    const stage = recipe.stages.find(({ last }) => last);
    if (
      stage?.bootstrap &&
      !stage.labels.some(({ key }) => /author|maintainer|version|vendor|source/i.test(key.text))
    )
      report(stage.bootstrap.agent.span, {});
  },
});
