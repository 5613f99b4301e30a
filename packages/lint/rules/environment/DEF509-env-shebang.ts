/** DEF509: a `#!` line in `%environment`. */

import { defineRule, scriptsOf, wholeLines } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly line: string }>({
  code: "DEF509",
  name: "env-shebang",
  severity: "info",
  summary: "`%environment` begins with a `#!` line, which is a comment there.",
  why: `
The engine reads \`%environment\` by a shell of its own; the line names nothing.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#environment"],
  message: ({ line }) => `"${line}" is a comment in %environment`,
  fix: { title: "remove the line", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%environment
«#!/bin/bash»
    export A=1
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export A=1
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    # of the tool
    export A=1
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    tool
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const { body } of scriptsOf(recipe, "environment")) {
      const found = /^\s*(#![^\r\n]*?)[ \t]*(?=\r?\n|$)/.exec(textAt(text, body));
      const line = found?.[1];
      if (found === null || line === undefined) continue;
      const start = body.start + found[0].indexOf("#!");
      const span = { start, end: start + line.length };
      const own = wholeLines(text, span);
      report(span, { line }, own && [{ span: own, text: "" }]);
    }
  },
});
