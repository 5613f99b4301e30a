/** DEF993: a comment switches off every rule. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<string, never>>({
  code: "DEF993",
  name: "blanket-suppression",
  severity: "info",
  summary: "A suppression names no rule and so hides everything.",
  why: `
It also hides what nobody has seen yet, an error that stops the build among it. Name the rules:
\`# deflint disable-next-line=untagged-image\`.`,
  sources: ["https://docs.astral.sh/ruff/rules/blanket-noqa/"],
  message: () => "this suppression hides whatever is found there",
  bad: [
    `
Bootstrap: docker
«# deflint disable-next-line»
From: ubuntu
`,
  ],
  good: [
    `
Bootstrap: docker
# deflint disable-next-line=untagged-image
From: ubuntu
`,
  ],

  judge(suppressions, report) {
    for (const { known, rules, span } of suppressions)
      if (known !== undefined && known !== "enable" && rules.length === 0) report(span, {});
  },
});
