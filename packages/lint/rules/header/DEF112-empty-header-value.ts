/** DEF112: a header key without a value. */

import { foldCase } from "@deftools/grammar";
import { defineRule, isCurrentKeyword, requiredKeywords, wholeLines } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF112",
  name: "empty-header-value",
  severity: "warning",
  summary: "A header key has no value.",
  why: `
The engine accepts a key without a value, and goes on as if it were not there: Apptainer 1.4.5 builds with an empty \`Stage:\` and \`OSVersion:\` without a word.
Something has been forgotten, or commented out by a \`#\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ key }) => `"${key}" has no value`,
  fix: { title: "remove the line", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04
«Registry»:
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
Registry: docker.io
`,
  ],

  check(recipe, report) {
    for (const { bootstrap, node } of recipe.stages) {
      const required = ["bootstrap", ...requiredKeywords(bootstrap?.agent.text ?? "").map(foldCase)];
      for (const { key, colon, value, span } of node.header.entries) {
        if (!colon || value || !isCurrentKeyword(key.text) || required.includes(foldCase(key.text))) continue;
        const lines = wholeLines(recipe.file.text, span);
        report(key.span, { key: key.text }, lines && [{ span: lines, text: "" }]);
      }
    }
  },
});
