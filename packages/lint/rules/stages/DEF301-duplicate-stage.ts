/** DEF301: two stages of one name. */

import { defineRule } from "@deftools/lint";
import { stageNamed } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF301",
  name: "duplicate-stage",
  severity: "warning",
  summary: "Two stages have the same name; copies come from the first.",
  why: `
The engine looks a stage up by its name and takes the first it finds, without a word about the other.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ name }) => `a stage above is called "${name}" too, and copies come from that one`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

Bootstrap: docker
From: debian:12
Stage: «build»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

Bootstrap: docker
From: debian:12
Stage: final
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const name = stage.name?.text;
      if (!stage.name || name === undefined || stageNamed(recipe, name) === stage) continue;
      report(stage.name.span, { name });
    }
  },
});
