/** DEF028: a blank between the percent sign and the name of a section. */

import { defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF028",
  name: "section-name-blank",
  severity: "error",
  summary: "A blank stands between `%` and the name of a section.",
  why: `
The name ends at the first blank, so that nothing is left of it: the build stops with "invalid section(s) specified" and an empty
name. Singularity 2.x was content with such lines.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `the blank behind "%" leaves the section without its name "${name}"`,
  fix: { title: "remove the blank", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%«  »environment
    export LC_ALL=C
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=C
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export LC_ALL=C
`,
  ],

  check(recipe, report) {
    for (const { kind, section, span, meant = "" } of misreadSections(recipe)) {
      if (kind !== "blank-name") continue;
      const blanks = { start: section.name.span.end, end: recipe.file.text.indexOf(meant, span.start) };
      report(blanks, { name: meant }, [{ span: blanks, text: "" }]);
    }
  },
});
