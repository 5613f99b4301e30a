/** DEF992: a comment switches off a rule that does not exist. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly rule: string }>({
  code: "DEF992",
  name: "unknown-rule-in-suppression",
  severity: "warning",
  summary: "A suppression names a rule that does not exist.",
  why: `
The comment hides nothing, and its author believes it does. \`deflint rules\` lists the codes and names; those of ShellCheck
(\`SC2086\`) may be named too.`,
  sources: ["https://docs.astral.sh/ruff/rules/invalid-rule-code/"],
  message: ({ rule }) => `there is no rule "${rule}"`,
  bad: [
    `
Bootstrap: docker
# deflint disable-next-line=«untaged-image» -- the newest is wanted
From: ubuntu:24.04
`,
  ],
  good: [
    `
Bootstrap: docker
# deflint disable-next-line=untagged-image -- the newest is wanted
From: ubuntu
`,
  ],

  judge(suppressions, report) {
    for (const { selectors } of suppressions)
      for (const { word, state } of selectors)
        if (state === "unknown") report(word.span, { rule: word.text });
  },
});
