/** DEF305: a copy from a stage that is built later. */

import { defineRule } from "@deftools/lint";
import { stageLinks } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF305",
  name: "stage-not-earlier",
  severity: "error",
  summary: "`%files from` names a stage that is not built before.",
  why: `
Stages are built from top to bottom, and each can take files only from those above it. The build stops in the middle.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `stage "${name}" is not built before this one`,

  bad: [
    `
Bootstrap: docker
From: debian:12

%files from «build»
    /go/bin/tool /usr/local/bin/tool

Bootstrap: docker
From: golang:1.23
Stage: build
`,
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /usr/local/bin/tool
`,
  ],

  check(recipe, report) {
    for (const { into, name, source } of stageLinks(recipe))
      if (source && into.index <= source.index) report(name.span, { name: name.text });
  },
});
