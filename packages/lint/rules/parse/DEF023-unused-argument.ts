/** DEF023: a default that no placeholder of its stage asks for. */

import { defineRule, wholeLines } from "@deftools/lint";
import { argumentsOf } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF023",
  name: "unused-argument",
  severity: "info",
  summary: "An argument has a default, and no placeholder of its stage uses it.",
  why: `
\`%arguments\` holds for its own stage. A default that nothing there uses does no harm, and Apptainer 1.4.5 does not mention it; but a shell variable
of the same name stays unset, and a value given by \`--build-arg\` is without effect.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
  ],
  message: ({ name }) => `nothing in this stage uses {{ ${name} }}`,
  fix: { title: "remove the line", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04
    «VERSION»=1.2

%post
    ./install $VERSION
`,
      after: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04

%post
    ./install $VERSION
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE={{ YEAR }}.04
    YEAR=24
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const { uses } = argumentsOf(recipe, stage);
      const used = new Set(uses.map(({ placeholder }) => placeholder.name.text));
      for (const { key, value, span } of stage.arguments) {
        if (!value || used.has(key.text) || !/^\w+$/.test(key.text)) continue;
        const lines = wholeLines(recipe.file.text, span);
        report(key.span, { name: key.text }, lines && [{ span: lines, text: "" }]);
      }
    }
  },
});
