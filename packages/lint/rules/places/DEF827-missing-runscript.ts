/** DEF827: an image that does nothing by itself. */

import { defineRule } from "@deftools/lint";

export default defineRule({
  code: "DEF827",
  name: "missing-runscript",
  severity: "info",
  off: true,
  summary: "The image has no `%runscript`.",
  why: `
\`apptainer run image.sif\` then starts what the base image says, or a shell.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#runscript"],
  message: () => `nothing says what the image runs`,

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

%runscript
    exec tool "$@"
`,
  ],

  check(recipe, report) {
    const stage = recipe.stages.find(({ last }) => last);
    const has = stage?.scripts.some(({ section }) => /^(?:runscript|startscript|apprun)$/.test(section));
    if (stage?.bootstrap && has === false) report(stage.bootstrap.agent.span, {});
  },
});
