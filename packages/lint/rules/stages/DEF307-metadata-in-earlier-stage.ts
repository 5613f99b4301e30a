/** DEF307: a section of the final image in an earlier stage. */

import { defineRule } from "@deftools/lint";
import { metadataLost } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF307",
  name: "metadata-in-earlier-stage",
  severity: "warning",
  summary: "A section that describes the final image stands in an earlier stage, and is lost.",
  why: `
Of all stages but the last only files are kept, and only those that are copied: \`%labels\`, \`%environment\`, \`%runscript\` and the like of earlier stages end with them.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `"%${name}" of a stage that is not the last is lost`,

  bad: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

«%environment»
    export LC_ALL=C

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /opt/tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

%post
    true

Bootstrap: docker
From: debian:12

%environment
    export LC_ALL=C

%files from build
    /go/bin/tool /opt/tool
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const { name } of metadataLost(recipe, stage))
        report({ start: name.span.start - 1, end: name.span.end }, { name: name.text });
  },
});
