/** DEF102: a key that the agent cannot do without. */

import { foldCase } from "@deftools/grammar";
import { defineRule, requiredKeywords } from "@deftools/lint";

export default defineRule<{ readonly agent: string; readonly key: string }>({
  code: "DEF102",
  name: "missing-agent-key",
  severity: "error",
  summary: "The header lacks a key that its agent needs.",
  why: `
Agents that install a distribution must know where its packages are and which release is meant. Without it the build stops before anything is fetched.`,
  sources: ["https://apptainer.org/docs/user/latest/appendix.html#build-modules"],
  message: ({ agent, key }) => `agent "${agent}" needs "${key}"`,

  bad: [
    `
Bootstrap: «debootstrap»
MirrorURL: https://example.org/debian/
`,
  ],
  good: [
    `
Bootstrap: debootstrap
OSVersion: bookworm
MirrorURL: https://example.org/debian/
`,
  ],

  check(recipe, report) {
    for (const { bootstrap, header } of recipe.stages) {
      if (!bootstrap) continue;
      const agent = bootstrap.agent.text;
      for (const key of requiredKeywords(agent))
        if (key !== "From" && key !== "Bootstrap" && !header.get(foldCase(key))?.value)
          report(bootstrap.agent.span, { agent, key });
    }
  },
});
