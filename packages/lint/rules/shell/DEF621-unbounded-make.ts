/** DEF621: `make -j` without a number. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule({
  code: "DEF621",
  name: "unbounded-make",
  severity: "info",
  summary: "`make -j` without a number starts as many jobs as there are targets.",
  why: `
Hundreds of compilers at once take all memory of the machine, and the build is killed. \`make -j"$(nproc)"\` starts as many as there are processors.`,
  sources: ["https://www.gnu.org/software/make/manual/html_node/Parallel.html"],
  message: () => `"make -j" without a number has no limit`,
  fix: { title: "limit make to the processors there are", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    make «-j» install
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j"$(nproc)" install
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j4
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j 4
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j$(nproc)
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j \${CORES}
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make -j -l 8
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const { plain } of callsNamed(script, "make", "gmake")) {
        const { arguments: words } = plain;
        if (words.some(({ text }) => /^(?:-l|--load-average|--max-load)/.test(text))) continue;
        for (const [index, { text, span }] of words.entries()) {
          if (text !== "-j" && text !== "--jobs") continue;
          if (/^(?:\d|["'$`{])/.test(words[index + 1]?.text ?? "")) continue;
          const limit = text === "-j" ? '"$(nproc)"' : '="$(nproc)"';
          report(span, {}, [{ span: { start: span.end, end: span.end }, text: limit }]);
        }
      }
  },
});
