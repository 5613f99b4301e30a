/** DEF841: an image without a word on how to use it. */

import { defineRule } from "@deftools/lint";

export default defineRule({
  code: "DEF841",
  name: "missing-help",
  severity: "info",
  off: "strict",
  summary: "The recipe has no `%help`.",
  why: `
\`apptainer run-help image.sif\` shows it: what the image is for, how it is called, whom to ask.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#help"],
  message: () => `nothing tells users what the image is for`,

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

%help
    Aligns sequences.

%post
    true
`,
  ],

  check(recipe, report) {
    const stage = recipe.stages.find(({ last }) => last);
    if (stage?.bootstrap && stage.help.length === 0) report(stage.bootstrap.agent.span, {});
  },
});
