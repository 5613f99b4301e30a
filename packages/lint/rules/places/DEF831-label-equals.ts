/** DEF831: a label written as `KEY=VALUE`. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF831",
  name: "label-equals",
  severity: "error",
  summary: "A label is written with `=`; the whole becomes its name.",
  why: `
The name of a label ends at the first space. \`Version=1.2\` is a label called \`Version=1.2\` without a value.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: ({ key }) => `"${key}" is a label of that name without a value`,
  fix: { title: "use a space", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    «Version=1.2»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Version 1.2
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Version 1.2
    Formula a = b
    org.example.empty
`,
  ],

  check(recipe, report) {
    for (const { key, value } of recipe.stages.flatMap(({ labels }) => labels)) {
      const equals = key.text.indexOf("=");
      if (value || equals < 1 || equals === key.text.length - 1 || key.text.includes("{{")) continue;
      const at = key.span.start + equals;
      report(key.span, { key: key.text }, [{ span: { start: at, end: at + 1 }, text: " " }]);
    }
  },
});
