/** DEF405: a third word in a line of `%files`. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly words: string }>({
  code: "DEF405",
  name: "files-extra-word",
  severity: "error",
  summary: "A line of `%files` has more than two words; the rest is dropped.",
  why: `
A line has a source and perhaps a destination. Further words are dropped without a message: most often a path with blanks lacks its double quotes, or several sources were meant.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ words }) => `"${words}" is dropped: a line has a source and a destination`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    my data.csv «/opt/data.csv»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    "my data.csv" /opt/data.csv
    a.csv /opt/a.csv # noted
`,
  ],

  check(recipe, report) {
    for (const { line, destination } of recipe.stages.flatMap(({ copies }) => copies)) {
      const [first] = line.ignored;
      const last = line.ignored.at(-1);
      if (!first || !last || first.text.startsWith("#") || destination?.text.startsWith("#")) continue;
      if (/['"]/.test(textAt(recipe.file.text, line.span).replace(/"[^"]*"/g, ""))) continue;
      const span = { start: first.span.start, end: last.span.end };
      report(span, { words: textAt(recipe.file.text, span) });
    }
  },
});
