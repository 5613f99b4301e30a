/** DEF310: a section without content. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF310",
  name: "empty-section",
  severity: "info",
  summary: "A section has no content.",
  why: `
An empty section has no effect, and looks as if something had got lost.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `"%${name}" is empty`,
  fix: { title: "remove the section", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

«%environment»

%post
    true
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    true
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    # nothing yet

%appinstall tool
`,
  ],

  check(recipe, report) {
    for (const { name, type, app, argument, body, span } of recipe.stages.flatMap(
      ({ sections }) => sections,
    )) {
      if (!type || app || textAt(recipe.file.text, body).trim() !== "") continue;
      // an argument has rules of its own, whose edits must not outlive the section
      const edits = argument ? undefined : [{ span, text: "" }];
      report({ start: name.span.start - 1, end: name.span.end }, { name: name.text }, edits);
    }
  },
});
