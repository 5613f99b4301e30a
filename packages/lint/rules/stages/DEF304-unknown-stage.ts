/** DEF304: a copy from a stage that does not exist. */

import { defineRule, nearest } from "@deftools/lint";
import { stageLinks } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF304",
  name: "unknown-stage",
  severity: "error",
  summary: "`%files from` names a stage that does not exist.",
  why: `
Names of stages are looked up when their turn comes: the build stops only after all earlier stages have been built.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `there is no stage "${name}"`,
  fix: { title: "use the stage with the nearest name", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from «biuld»
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
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /usr/local/bin/tool
`,
  ],

  check(recipe, report) {
    const names = recipe.stages.map(({ name }) => name?.text).filter((name) => name !== undefined);
    for (const { name, source } of stageLinks(recipe)) {
      if (source || /\{\{|^\d+$/.test(name.text)) continue;
      const meant = nearest(name.text, names);
      report(
        name.span,
        { name: name.text },
        meant === undefined ? undefined : [{ span: name.span, text: meant }],
      );
    }
  },
});
