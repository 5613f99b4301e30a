/** DEF407: a double quote in `%files` without its partner. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF407",
  name: "files-unbalanced-quote",
  severity: "warning",
  summary: "A double quote in `%files` has no partner.",
  why: `
Double quotes hold a path with blanks together. One alone is passed over, so that the path falls apart at its blanks; alone on a
line it makes Apptainer crash.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: () => "the double quote has no partner",

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «"»my data.csv /opt/data.csv
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    "my data.csv" /opt/data.csv
`,
  ],

  check(recipe, report) {
    for (const { code, span } of recipe.file.problems) if (code === "lone-quote") report(span, {});
  },
});
