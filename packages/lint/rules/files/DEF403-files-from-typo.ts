/** DEF403: another word where `from` is meant. */

import { defineRule } from "@deftools/lint";
import { stageLinks, wordsOf } from "@deftools/recipe";

export default defineRule<{ readonly word: string }>({
  code: "DEF403",
  name: "files-from-typo",
  severity: "warning",
  summary: "Another word stands where `%files from STAGE` has `from`.",
  why: `
The engine looks at the second word only. Any first word will do for it, but not for readers and other tools.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ word }) => `"${word}" is read as "from"`,
  fix: { title: 'write "from"', safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files «form» build
    /go/bin/tool /opt/tool
`,
      after: `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /opt/tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /opt/tool
`,
  ],

  check(recipe, report) {
    for (const { section } of stageLinks(recipe)) {
      const [word] = wordsOf(section);
      if (word && word.text !== "from")
        report(word.span, { word: word.text }, [{ span: word.span, text: "from" }]);
    }
  },
});
