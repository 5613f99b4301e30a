/** DEF021: a line of `%arguments` that is no `name=value`. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly line: string }>({
  code: "DEF021",
  name: "argument-without-equals",
  severity: "warning",
  summary: "A line of `%arguments` has no `=` and is passed over.",
  why: `
Every line of \`%arguments\` gives a default as \`NAME=value\`. Others are skipped with a warning that is easily missed, and the
placeholder is then undefined.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
  ],
  message: ({ line }) => `"${line}" gives no argument a value`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:{{ VERSION }}

%arguments
    «VERSION 24.04»
    VERSION=22.04
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:{{ VERSION }}

%arguments
    VERSION=24.04
`,
  ],

  check(recipe, report) {
    for (const { code, span } of recipe.file.problems)
      if (code === "pair-without-separator") report(span, { line: textAt(recipe.file.text, span).trim() });
  },
});
