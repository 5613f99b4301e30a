/** DEF842: an image that nobody tried. */

import { defineRule } from "@deftools/lint";

export default defineRule({
  code: "DEF842",
  name: "missing-test",
  severity: "info",
  off: "strict",
  summary: "The recipe has no `%test`.",
  why: `
\`%test\` runs at the end of the build, in the finished image, and a failure stops it; \`apptainer test\` runs it again wherever the image goes.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#test"],
  message: () => `nothing tests the image`,

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

%test
    tool --version
`,
  ],

  check(recipe, report) {
    const stage = recipe.stages.find(({ last }) => last);
    const has = stage?.scripts.some(({ section }) => section === "test" || section === "apptest");
    if (stage?.bootstrap && has === false) report(stage.bootstrap.agent.span, {});
  },
});
