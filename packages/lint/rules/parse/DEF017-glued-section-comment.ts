/** DEF017: a comment that touches the name of a section. */

import { defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF017",
  name: "glued-section-comment",
  severity: "error",
  summary: "A `#` directly behind the name of a section becomes part of it.",
  why: `
Only a space ends the name of a section, so \`%setup#x\` is a section called \`setup#x\`, which does not exist: the build stops with
"invalid section(s) specified".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `the comment belongs to the name of "%${name}"`,
  fix: { title: "put a space before the comment", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

«%post#» install
    true
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post # install
    true
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post # install
    true
`,
  ],

  check(recipe, report) {
    for (const { kind, section, span, meant = "" } of misreadSections(recipe)) {
      if (kind !== "glued-comment") continue;
      const at = section.name.span.start + meant.length;
      report(span, { name: meant }, [{ span: { start: at, end: at }, text: " " }]);
    }
  },
});
