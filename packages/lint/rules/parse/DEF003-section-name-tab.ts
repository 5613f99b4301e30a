/** DEF003: a tab or another hidden blank behind the name of a section. */

import { defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF003",
  name: "section-name-tab",
  severity: "error",
  summary:
    "A tab, or another blank that is no space, stands behind the name of a section and becomes part of it.",
  why: `
Only a space ends the name of a section. A tab or a no-break space, which nobody sees, makes it a name that does not exist, and
the message of the engine shows it as if nothing were wrong: "invalid section(s) specified: files".`,
  sources: ["https://github.com/apptainer/singularity/issues/5196"],
  message: ({ name }) => `a blank that is no space belongs to the name of "%${name}"`,
  fix: { title: "put a space behind the name", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

«%files\t»
    data.csv /opt/data.csv

«%post\t-c» /bin/bash -e
    true
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /opt/data.csv

%post -c /bin/bash -e
    true
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    true
`,
  ],

  check(recipe, report) {
    for (const { kind, section, span, meant = "" } of misreadSections(recipe)) {
      if (kind !== "hidden-blank") continue;
      const { name, line } = section;
      const start = name.span.start + meant.length;
      const blanks = /^\s+/.exec(recipe.file.text.slice(start, line.end))?.[0].length ?? 1;
      const text = start + blanks === line.end ? "" : " ";
      report(span, { name: meant }, [{ span: { start, end: start + blanks }, text }]);
    }
  },
});
