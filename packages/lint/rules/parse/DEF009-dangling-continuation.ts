/** DEF009: a backslash that continues a header line into nothing. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF009",
  name: "dangling-continuation",
  severity: "error",
  summary: "A header line ends in a backslash, and no line follows that could continue it.",
  why: `
A backslash asks for the next line. If that is blank or a comment, Apptainer crashes ("assignment to entry in nil map"); if the
header ends there, the key is lost without a word.`,
  sources: [
    "https://github.com/apptainer/singularity/issues/4016",
    "https://apptainer.org/docs/user/latest/definition_files.html#header",
  ],
  message: () => "the backslash continues the line into nothing",
  fix: { title: "remove the backslash", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04«\\»

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
Bootstrap: yum
OSVersion: 9
MirrorURL: https://example.org/9/
Include: dnf \\
    vim
`,
  ],

  check(recipe, report) {
    for (const { code, span } of recipe.file.problems)
      if (code === "dangling-continuation") report(span, {}, [{ span, text: "" }]);
  },
});
