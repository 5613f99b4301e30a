/** DEF610: a `#!` line that is not the first. */

import { defineRule, lineEndAt, wholeLines } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly line: string; readonly section: string }>({
  code: "DEF610",
  name: "late-shebang",
  severity: "error",
  summary: "The `#!` line of a run-time script is not its first line, so that it names no shell.",
  why: `
\`%runscript\`, \`%startscript\` and \`%test\` become files as they are, and only the first line of a file can name its interpreter. A comment above it leaves the
script to \`/bin/sh\`; with a blank line above it, the file has no interpreter at all.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#runscript",
    "https://man7.org/linux/man-pages/man2/execve.2.html",
  ],
  message: ({ line, section }) => `"${line}" is not the first line of %${section}`,
  fix: { title: "move the #! line to the top", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    # runs the tool
    «#!/bin/bash»
    exec tool "$@"
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    # runs the tool
    exec tool "$@"
`,
    },
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%test

«#!/bin/bash»
    tool --version
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%test
#!/bin/bash

    tool --version
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    exec tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    # x
    #!/bin/bash
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const { scripts } of recipe.stages) {
      const seen = new Set<string>();
      for (const { section, body } of scripts) {
        if (!STORED.has(section) || seen.has(section)) continue;
        seen.add(section);
        const found = /^((?:[ \t]*(?:#(?!!)[^\n]*)?\r?\n)+)[ \t]*(#![^\r\n]*?)[ \t]*(?:\r?\n|$)/.exec(
          textAt(text, body),
        );
        const line = found?.[2];
        if (found === null || line === undefined) continue;
        const start = body.start + found[0].lastIndexOf("#!");
        const span = { start, end: start + line.length };
        const own = wholeLines(text, span);
        const moved = {
          span: { start: body.start, end: body.start },
          text: `${line}${lineEndAt(text, body.start)}`,
        };
        report(span, { line, section }, own && [moved, { span: own, text: "" }]);
      }
    }
  },
});

const STORED: ReadonlySet<string> = new Set(["runscript", "startscript", "test"]);
