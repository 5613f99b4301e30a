/** DEF994: a comment speaks to the linter in words it does not know. */

import { defineRule, nearest, suppressionVerbs } from "@deftools/lint";

export default defineRule<{ readonly verb: string; readonly near: string }>({
  code: "DEF994",
  name: "misspelled-suppression",
  severity: "warning",
  summary: "A comment to deflint does not begin with a word that deflint knows.",
  why: `
The comment hides nothing, and its author believes it does. Known are \`disable-next-line\`, \`disable-line\`, \`disable\` with
\`enable\`, \`disable-section\`, \`disable-stage\` and \`disable-file\`.`,
  sources: ["https://docs.astral.sh/ruff/rules/invalid-suppression-comment/"],
  message: ({ verb, near }) =>
    `"${verb}" is no word of a suppression${near === "" ? "" : `; did you mean "${near}"`}`,
  bad: [
    `
Bootstrap: docker
# deflint «disable-nextline»=untagged-image
From: ubuntu:24.04
`,
  ],
  good: [
    `
Bootstrap: docker
# deflint disable-next-line=untagged-image
From: ubuntu
`,
    `
Bootstrap: docker
# deflint looks at this file
From: ubuntu:24.04
`,
  ],

  judge(suppressions, report) {
    for (const { known, verb } of suppressions)
      if (known === undefined)
        report(verb.span, { verb: verb.text, near: nearest(verb.text, suppressionVerbs) ?? "" });
  },
});
