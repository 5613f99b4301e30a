/** DEF406: single quotes in `%files`. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly word: string }>({
  code: "DEF406",
  name: "files-single-quotes",
  severity: "error",
  summary: "A single quote in `%files` cuts a path.",
  why: `
The engine knows double quotes only. A single quote ends the word before it and begins another, of which it is the first
character: at \`'src.txt'\` Apptainer 1.4.5 stops with "reached EOF without closing quote".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ word }) => `a single quote begins another path here, "'${word}"`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «'my data.csv»' /opt/data.csv
    it«'s.csv /opt/its.csv»
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
    for (const { source, destination } of recipe.stages.flatMap(({ copies }) => copies)) {
      const word = [source, destination].find((each) => each?.text.startsWith("'") && !each.quoted);
      if (!word) continue;
      const inner = /^'([^'"]*)'$/.exec(textAt(recipe.file.text, word.span))?.[1];
      const edits = inner === undefined ? undefined : [{ span: word.span, text: `"${inner}"` }];
      report(word.span, { word: word.text.slice(1) }, edits);
    }
  },
});
