/** DEF103: a header key that the agent does not read. */

import { engine, keywordUse } from "@deftools/grammar";
import { defineRule, isCurrentAgent, wholeLines } from "@deftools/lint";

export default defineRule<{ readonly key: string; readonly agent: string }>({
  code: "DEF103",
  name: "key-unused-by-agent",
  severity: "warning",
  summary: "The header has a key that its agent does not read.",
  why: `
Every agent takes every key, and reads its own. Apptainer 1.4.5 builds from \`scratch\` with \`OSVersion\`, \`MirrorURL\` and \`Registry\` without a word: the values
become labels, and have no effect. Most often they are left over from another agent.`,
  sources: [
    "https://apptainer.org/docs/user/latest/appendix.html#build-modules",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
  ],
  message: ({ key, agent }) => `agent "${agent}" does not read "${key}"`,
  fix: { title: "remove the line", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04
«OSVersion»: noble
«MirrorURL»: https://example.org/ubuntu/
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
  ],
  good: [
    `
Bootstrap: debootstrap
OSVersion: noble
MirrorURL: https://example.org/ubuntu/
Stage: build
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    const target = engine(id);
    for (const { bootstrap, node } of target ? recipe.stages : []) {
      const agent = bootstrap?.agent.text;
      if (!target || agent === undefined || !isCurrentAgent(agent)) continue;
      for (const { key, colon, span } of node.header.entries) {
        if (!colon || TOLD_ELSEWHERE.test(key.text) || keywordUse(key.text, agent, target) !== "ignored")
          continue;
        const lines = wholeLines(recipe.file.text, span);
        report(key.span, { key: key.text, agent }, lines && [{ span: lines, text: "" }]);
      }
    }
  },
});

/** These have rules of their own. */
const TOLD_ELSEWHERE = /^(?:includecmd|fingerprints)$/i;
