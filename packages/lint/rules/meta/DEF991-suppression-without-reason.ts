/** DEF991: a comment switches off a rule and does not say why. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<string, never>>({
  code: "DEF991",
  name: "suppression-without-reason",
  severity: "warning",
  off: "strict",
  summary: "A suppression does not say why.",
  why: `
Whoever reads the recipe next cannot tell a considered exception from a finding that was in the way. The reason stands behind
\`--\` in the same comment.`,
  sources: [
    "https://eslint-community.github.io/eslint-plugin-eslint-comments/rules/require-description.html",
  ],
  message: () => "this suppression gives no reason",
  bad: [
    `
Bootstrap: docker
«# deflint disable-next-line=untagged-image»
From: ubuntu
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
    for (const { known, reason, span } of suppressions)
      if (known !== undefined && known !== "enable" && reason === undefined) report(span, {});
  },
});
