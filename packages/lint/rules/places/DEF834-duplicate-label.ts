/** DEF834: a label that is set twice. */

import { defineRule, wholeLines } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF834",
  name: "duplicate-label",
  severity: "warning",
  summary: "A label is set twice; the last value counts.",
  why: `
The engine reads all \`%labels\` of a stage one after the other and keeps one value for each name.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: ({ key }) => `a later line overwrites the label "${key}"`,
  fix: { title: "remove the value that does not count", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    «Version» 1.0
    Author me
    Version 1.1
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author me
    Version 1.1
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Version 1.0
    version 1.1
`,
  ],

  check(recipe, report) {
    for (const { labels } of recipe.stages)
      for (const [index, { key, value }] of labels.entries()) {
        if (value === undefined || !labels.slice(index + 1).some((other) => other.key.text === key.text))
          continue;
        const own = wholeLines(recipe.file.text, { start: key.span.start, end: value.span.end });
        report(key.span, { key: key.text }, own && [{ span: own, text: "" }]);
      }
  },
});
