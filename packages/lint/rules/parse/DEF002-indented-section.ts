/** DEF002: a section line with blanks in front. */

import { defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF002",
  name: "indented-section",
  severity: "error",
  summary: "A section line is indented.",
  why: `
The engine takes the line for a section, but cuts its name off at the first blank, which leaves nothing: the build stops with
"invalid section(s) specified" and an empty name.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `blanks in front of "%${name}" leave the section without a name`,
  fix: { title: "move the section line to the first column", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

  «%post»
    true
\t«%runscript»
    exec tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    true
%runscript
    exec tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    true
`,
  ],

  check(recipe, report) {
    for (const { kind, section, span } of misreadSections(recipe))
      if (kind === "indented")
        report(span, { name: section.name.text }, [
          { span: { start: section.line.start, end: span.start }, text: "" },
        ]);
  },
});
