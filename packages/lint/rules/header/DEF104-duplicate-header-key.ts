/** DEF104: a header key twice in one stage. */

import { foldCase } from "@deftools/grammar";
import { defineRule, isCurrentKeyword, wholeLines } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF104",
  name: "duplicate-header-key",
  severity: "warning",
  summary: "A header has the same key twice; the last one counts.",
  why: `
Apptainer 1.4.5 keeps the last value of a key, whatever the case of its letters, and says nothing. Of two \`From:\` lines the first is not what the image is built from.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ key }) => `"${key}" comes again below, and the last one counts`,
  fix: { title: "remove the value that does not count", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
«From»: ubuntu:24.04
FROM: debian:12
`,
      after: `
Bootstrap: docker
FROM: debian:12
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report) {
    for (const { header } of recipe.file.stages) {
      const last = new Map(header.entries.map((entry) => [foldCase(entry.key.text), entry]));
      for (const entry of header.entries) {
        const { key, colon, span } = entry;
        if (!colon || last.get(foldCase(key.text)) === entry || !isCurrentKeyword(key.text)) continue;
        const lines = wholeLines(recipe.file.text, span);
        report(key.span, { key: key.text }, lines && [{ span: lines, text: "" }]);
      }
    }
  },
});
