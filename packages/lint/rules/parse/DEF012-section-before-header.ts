/** DEF012: sections without a header above them. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF012",
  name: "section-before-header",
  severity: "error",
  summary: "Sections stand above the header, or the file has none.",
  why: `
A stage begins with its header: what to start from. Sections above the first \`Bootstrap:\` are a stage of their own without
one, and the build stops with "multiple stages detected, all must have headers".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ name }) => `"%${name}" stands above any header`,

  bad: [
    `
«%labels»
    Author me

Bootstrap: docker
From: ubuntu:24.04
`,
  ],
  good: [
    `
# an image
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author me
`,
  ],

  check(recipe, report) {
    for (const { header, sections } of recipe.file.stages) {
      const [first] = sections;
      if (0 < header.entries.length || first?.type === undefined) continue;
      report({ start: first.name.span.start - 1, end: first.name.span.end }, { name: first.name.text });
    }
  },
});
