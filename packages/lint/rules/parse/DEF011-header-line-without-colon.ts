/** DEF011: a line of the header that is no key and value. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly line: string }>({
  code: "DEF011",
  name: "header-line-without-colon",
  severity: "error",
  summary: "A line of the header has no colon.",
  why: `
Above the first section every line is \`Key: value\` or a comment. Anything else stops the build with "header key … had no val".
Often a \`#\` or the \`%\` of a section is missing.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ line }) => `"${line}" is neither a header key with a value nor a comment`,

  bad: [
    `
Bootstrap: docker
«From ubuntu»
`,
    `
Bootstrap: docker
From: ubuntu:24.04
«An image for the course»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
# an image for the course
`,
  ],

  check(recipe, report) {
    for (const { code, span } of recipe.file.problems)
      if (code === "header-line-without-colon") report(span, { line: textAt(recipe.file.text, span) });
  },
});
