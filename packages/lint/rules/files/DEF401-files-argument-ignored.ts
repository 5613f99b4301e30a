/** DEF401: an argument of `%files` that makes it copy nothing. */

import { defineRule } from "@deftools/lint";
import { filesOrigin, wordsOf } from "@deftools/recipe";

export default defineRule<{ readonly words: string }>({
  code: "DEF401",
  name: "files-argument-ignored",
  severity: "error",
  summary: "`%files` has an argument that is not `from STAGE`, and copies nothing.",
  why: `
After \`%files\` the engine wants nothing at all or two words. With one word, or with three, it passes over the whole section without a message, and the build succeeds.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ words }) => `"%files ${words}" copies nothing: only "from STAGE" may stand there`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files «-p»
    data.csv /opt/data.csv
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%files «from build /opt»
    /go/bin/tool /opt/tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /opt/data.csv
`,
  ],

  check(recipe, report) {
    for (const section of recipe.stages.flatMap(({ sections }) => sections)) {
      const words = wordsOf(section);
      const [first] = words;
      const last = words.at(-1);
      if (section.type !== "files" || !first || !last || !filesOrigin(section).skipped) continue;
      report(
        { start: first.span.start, end: last.span.end },
        { words: words.map(({ text }) => text).join(" ") },
      );
    }
  },
});
