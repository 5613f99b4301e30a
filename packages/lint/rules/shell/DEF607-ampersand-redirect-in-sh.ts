/** DEF607: `&>` in a script of dash. */

import { dashScripts, defineRule } from "@deftools/lint";
import { redirectsIn } from "@deftools/shell";

export default defineRule<{ readonly operator: string }>({
  code: "DEF607",
  name: "ampersand-redirect-in-sh",
  severity: "error",
  summary: "`&>` sends both outputs to a file in bash; in dash it starts the command in the background.",
  why: `
dash reads \`command &> file\` as \`command &\` and \`> file\`: the command runs in the background, nobody waits for it or learns that it failed, and the file
is emptied. \`> file 2>&1\` means what was meant, everywhere.`,
  sources: [
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    "https://mywiki.wooledge.org/Bashism",
    "https://www.shellcheck.net/wiki/SC3020",
  ],
  message: ({ operator }) => `"${operator}" is read by dash as the end of a background command`,
  fix: { title: "redirect both outputs as POSIX does", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    make «&> make.log»
    make install «&>>make.log»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    make > make.log 2>&1
    make install >>make.log 2>&1
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make > make.log 2>&1
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    make &> make.log
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    tool &> log
`,
  ],

  check(recipe, report) {
    for (const script of recipe.stages.flatMap(dashScripts))
      for (const { operator, span, target } of redirectsIn(script.tree)) {
        if ((operator !== "&>" && operator !== "&>>") || target === undefined) continue;
        report(span, { operator }, [
          { span: { start: span.start, end: span.start + operator.length }, text: operator.slice(1) },
          { span: { start: span.end, end: span.end }, text: " 2>&1" },
        ]);
      }
  },
});
