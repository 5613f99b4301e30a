/** DEF402: blanks behind `%files` that make it copy nothing. */

import { defineRule } from "@deftools/lint";
import { filesOrigin, wordsOf } from "@deftools/recipe";

export default defineRule<Record<never, string>>({
  code: "DEF402",
  name: "files-trailing-blanks",
  severity: "error",
  summary: "Two or more blanks follow `%files`, and it copies nothing.",
  why: `
The first blank ends the name; what follows is an argument, even if it is only more blanks. With it the engine passes over the whole section without a message, and the build succeeds.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: () => "the blanks behind %files are an argument, and nothing is copied",
  fix: { title: "remove the blanks", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%files «  »# the data
    data.csv /opt/data.csv
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%files # the data
    data.csv /opt/data.csv
`,
    },
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%files «  »
    data.csv /opt/data.csv
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%files 
    data.csv /opt/data.csv
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files # the data
    data.csv /opt/data.csv
`,
  ],

  check(recipe, report) {
    for (const section of recipe.stages.flatMap(({ sections }) => sections)) {
      const { type, argument } = section;
      if (type !== "files" || !argument || !filesOrigin(section).skipped || 0 < wordsOf(section).length)
        continue;
      const blanks = /^\s*/.exec(argument.text)?.[0].length ?? 0;
      const span = { start: argument.span.start, end: argument.span.start + blanks };
      report(span, {}, [{ span, text: "" }]);
    }
  },
});
