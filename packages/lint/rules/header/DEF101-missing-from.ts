/** DEF101: an agent that is not told what to start from. */

import { defineRule, requiredKeywords } from "@deftools/lint";

export default defineRule<{ readonly agent: string }>({
  code: "DEF101",
  name: "missing-from",
  severity: "error",
  summary: "The agent needs `From`, and the header has none.",
  why: `
Most agents start from an image or a file that \`From:\` names. Without it the build stops before anything is fetched.`,
  sources: ["https://apptainer.org/docs/user/latest/appendix.html#build-modules"],
  message: ({ agent }) => `agent "${agent}" needs "From"`,

  bad: [
    `
Bootstrap: «docker»

%post
    true
`,
    `
Bootstrap: «docker»
From:
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: scratch
`,
    `
From: ubuntu:24.04
Bootstrap: docker
`,
  ],

  check(recipe, report) {
    for (const [index, { bootstrap, header }] of recipe.stages.entries()) {
      if (!bootstrap || bootstrap.from || header.has("registry") || header.has("namespace")) continue;
      // keys above Bootstrap are a stage of their own, which DEF013 tells
      const above = recipe.stages[index - 1];
      if (above && !above.bootstrap && above.header.has("from")) continue;
      const agent = bootstrap.agent.text;
      if (requiredKeywords(agent).includes("From")) report(bootstrap.agent.span, { agent });
    }
  },
});
