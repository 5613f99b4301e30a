/** DEF306: a stage by its number. */

import { defineRule } from "@deftools/lint";
import { stageLinks } from "@deftools/recipe";

export default defineRule<{ readonly number: string }>({
  code: "DEF306",
  name: "stage-number",
  severity: "error",
  summary: "`%files from` counts the stages, which only Dockerfiles can.",
  why: `
What stands after \`from\` is the name of a stage, also if it is a number. Apptainer 1.4.5 builds all earlier stages, and then stops with "stage 0 was not found".`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds",
    "https://docs.docker.com/build/building/multi-stage/#name-your-build-stages",
  ],
  message: ({ number }) => `no stage is called "${number}": stages have names, not numbers`,
  fix: { title: "use the name of the stage", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from «0»
    /go/bin/tool /usr/local/bin/tool
`,
      after: `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /usr/local/bin/tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: 0

Bootstrap: docker
From: debian:12

%files from 0
    /go/bin/tool /usr/local/bin/tool
`,
  ],

  check(recipe, report) {
    for (const { name, source, into } of stageLinks(recipe)) {
      if (source || !/^\d+$/.test(name.text)) continue;
      const meant = recipe.stages[Number(name.text)];
      const text = meant && meant.index < into.index ? meant.name?.text : undefined;
      report(name.span, { number: name.text }, text === undefined ? undefined : [{ span: name.span, text }]);
    }
  },
});
