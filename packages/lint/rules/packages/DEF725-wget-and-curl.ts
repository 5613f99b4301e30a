/** DEF725: two programs for one purpose. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly first: string; readonly second: string }>({
  code: "DEF725",
  name: "wget-and-curl",
  severity: "style",
  off: true,
  summary: "Both `wget` and `curl` are used.",
  why: `
One of them is enough, and one package less to install.`,
  sources: ["https://github.com/hadolint/hadolint/wiki/DL4001"],
  message: ({ first, second }) => `"${second}" is used here, and "${first}" elsewhere in the build`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget https://example.org/a
    «curl» -fO https://example.org/b
    wget https://example.org/c
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    wget https://example.org/a
    wget https://example.org/b
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const calls = scriptsOf({ stages: [stage] }, "build")
        .flatMap((script) => callsIn(script))
        .filter(({ plain }) => plain.name === "wget" || plain.name === "curl");
      const first = calls[0]?.plain.name;
      const second = calls.find(({ plain }) => plain.name !== first)?.plain;
      if (first !== undefined && second?.nameWord && second.name !== undefined)
        report(second.nameWord.span, { first, second: second.name });
    }
  },
});
