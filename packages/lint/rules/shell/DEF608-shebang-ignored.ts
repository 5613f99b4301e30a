/** DEF608: a `#!` line where nothing reads it. */

import { defineRule, wholeLines } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly line: string; readonly section: string }>({
  code: "DEF608",
  name: "shebang-ignored",
  severity: "warning",
  summary: "`%post`, `%setup` and `%pre` do not look at a `#!` line; it is a comment.",
  why: `
The engine hands these sections to \`/bin/sh -ex\`. Who wrote \`#!/bin/bash\` gets another shell than they meant: dash, on Debian and Ubuntu. Name the shell
behind the section: \`%post -c /bin/bash -e\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
    "https://github.com/apptainer/singularity/issues/5220",
  ],
  message: ({ line, section }) => `"${line}" is a comment in %${section}`,
  fix: { title: "run the section by bash", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
«#!/bin/bash»
    make
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    make
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
#!/bin/sh
    make
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    make
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
    for (const { scripts } of recipe.stages)
      for (const { section, body, node } of scripts) {
        if (!READ_BY_SH.has(section)) continue;
        const found = /^(?:[ \t]*\r?\n)*[ \t]*(#![^\r\n]*?)[ \t]*(?:\r?\n|$)/.exec(textAt(text, body));
        const line = found?.[1];
        const shell = /^#!\s*(\S+(?:\s+\w+)?)/.exec(line ?? "")?.[1] ?? "";
        if (found === null || line === undefined || /\/(?:sh|dash)$|env\s+sh$/.test(shell)) continue;
        const start = body.start + found[0].indexOf("#!");
        const span = { start, end: start + line.length };
        const alone =
          scripts.filter((other) => other.section === section).length === 1 && node.argument === undefined;
        const own = wholeLines(text, span);
        const at = node.name.span.end;
        const edits =
          alone && own && BASH.test(shell)
            ? [
                { span: { start: at, end: at }, text: " -c /bin/bash -e" },
                { span: own, text: "" },
              ]
            : undefined;
        report(span, { line, section }, edits);
      }
  },
});

const READ_BY_SH: ReadonlySet<string> = new Set(["pre", "setup", "post"]);
const BASH = /^(?:\/usr)?\/bin\/bash\b|env\s+bash$/;
