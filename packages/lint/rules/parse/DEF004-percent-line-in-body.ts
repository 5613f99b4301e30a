/** DEF004: a line of a script or text that begins with a percent sign. */

import { defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly line: string }>({
  code: "DEF004",
  name: "percent-line-in-body",
  severity: "error",
  summary: "A line inside a body begins with `%`, which ends the section there.",
  why: `
The engine knows nothing of here-documents or quotes: any line whose first word begins with \`%\` opens a section, and since
there is none of that name the build stops. Write such a line with \`printf\`, or put the text into a file and copy it by \`%files\`.`,
  sources: ["https://github.com/apptainer/singularity/issues/2646"],
  message: ({ line }) => `"${line}" begins with a percent sign and ends the section before it`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /etc/sudoers.d/wheel <<EOF
«%wheel» ALL=(ALL) ALL
EOF
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%help
    Columns are
    «%» of reads
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    printf '%%wheel ALL=(ALL) ALL' > /etc/sudoers.d/wheel
`,
  ],

  check(recipe, report) {
    for (const { kind, section, span } of misreadSections(recipe)) {
      if (kind !== "text") continue;
      report(span, { line: recipe.file.text.slice(span.start, section.line.end).trim() });
    }
  },
});
