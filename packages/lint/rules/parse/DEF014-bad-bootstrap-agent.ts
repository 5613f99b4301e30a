/** DEF014: a bootstrap agent that the engine does not know. */

import { bootstrapAgent, known } from "@deftools/grammar";
import { builderWithout, currentAgents, defineRule } from "@deftools/lint";

export default defineRule<{ readonly agent: string; readonly builder?: string }>({
  code: "DEF014",
  name: "bad-bootstrap-agent",
  severity: "error",
  summary: "`Bootstrap:` names an agent that does not exist; its case counts.",
  why: `
The keys of a header may be written as you like, but the agent's name may not: \`Docker\` is another word than \`docker\`, and the
build stops with "invalid build source". Where the configuration names an engine, agents that came after it count, too.`,
  sources: ["https://apptainer.org/docs/user/latest/appendix.html#build-modules"],
  message: ({ agent, builder }) =>
    builder === undefined
      ? `there is no bootstrap agent "${agent}"`
      : `${builder} has no bootstrap agent "${agent}"`,
  fix: { title: "write the agent in lower case", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: «Docker»
From: ubuntu:24.04
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
  ],
  good: [
    `
BootStrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: {{ AGENT }}
From: ubuntu:24.04

%arguments
    AGENT=docker
`,
  ],

  check(recipe, report, _options, site) {
    for (const { bootstrap, index } of recipe.stages) {
      if (!bootstrap || bootstrap.agent.text.includes("{{")) continue;
      // prose below a header is a line of a body, which DEF005 tells
      if (0 < index && /\s/.test(bootstrap.agent.text)) continue;
      const { text, span } = bootstrap.agent;
      if (currentAgents.includes(text)) {
        const agent = bootstrapAgent(text);
        const builder = agent && builderWithout((each) => known(agent.versions, each), site);
        if (builder !== undefined) report(span, { agent: text, builder });
        continue;
      }
      const lower = text.toLowerCase();
      report(span, { agent: text }, currentAgents.includes(lower) ? [{ span, text: lower }] : undefined);
    }
  },
});
