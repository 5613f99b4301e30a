/** DEF726: sources of no version. */

import { callsNamed, defineRule, gitCloneValued, scriptsOf } from "@deftools/lint";
import { hasOption, optionsOf, wordValue } from "@deftools/shell";

export default defineRule<{ readonly address: string }>({
  code: "DEF726",
  name: "git-clone-unpinned",
  severity: "info",
  off: "strict",
  summary: "`git clone` takes whatever the default branch holds today.",
  why: `
A build of next year takes other versions than a build of today. Name versions where it matters, or keep a list of them in a file. (In profile \`strict\` only: many take the newest on purpose.)`,
  sources: ["https://git-scm.com/docs/git-clone"],
  message: ({ address }) => `"${address}" is cloned at whatever its default branch holds today`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone «https://example.org/tool.git»
    cd tool && make
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone -b v1.2 https://example.org/tool.git
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://example.org/tool.git
    cd tool
    git checkout 1a2b3c4
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const calls = scriptsOf({ stages: [stage] }, "build").flatMap((script) => callsNamed(script, "git"));
      for (const [index, { plain }] of calls.entries()) {
        const { options, operands } = optionsOf(plain.arguments, { valued: VALUED });
        const [verb, address] = operands;
        if (
          verb?.text !== "clone" ||
          address === undefined ||
          hasOption({ options, operands }, "-b", "--branch", "--revision")
        )
          continue;
        const next = calls[index + 1]?.plain.arguments ?? [];
        if (!next.some(({ text }) => /^(?:checkout|reset|switch)$/.test(text)))
          report(address.span, { address: wordValue(address) });
      }
    }
  },
});

const VALUED: readonly string[] = [...gitCloneValued, "--revision"];
