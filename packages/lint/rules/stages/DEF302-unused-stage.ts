/** DEF302: a stage that no other takes files from. */

import { defineRule } from "@deftools/lint";
import { stageLinks } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF302",
  name: "unused-stage",
  severity: "warning",
  summary: "A stage is built, and nothing is copied from it.",
  why: `
Only the last stage becomes the image. Apptainer 1.4.5 builds an earlier one all the same, and throws it away without a word if no \`%files from\` names it.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `stage "${name}" is built for nothing`,

  bad: [
    `
Bootstrap: docker
From: golang:1.23
Stage: «build»

Bootstrap: docker
From: debian:12
`,
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12
Stage: final

%files from build
    /go/bin/tool /usr/local/bin/tool
`,
  ],

  check(recipe, report) {
    const links = stageLinks(recipe);
    const unclear =
      links.some(({ source }) => source === undefined) ||
      recipe.file.stages.some(({ sections }) =>
        sections.some(({ argument }) => argument?.text.includes("{{")),
      );
    for (const stage of unclear ? [] : recipe.stages)
      if (!stage.last && stage.name && !links.some(({ source }) => source === stage))
        report(stage.name.span, { name: stage.name.text });
  },
});
