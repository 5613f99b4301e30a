/** DEF109: a header that only some of today's engines read. */

import { acceptsKeyword, bootstrapAgent, type Engine, known, type Word } from "@deftools/grammar";
import { builderWithout, defineRule, enginesWithAgent, enginesWithKeyword } from "@deftools/lint";

export default defineRule<{ readonly word: string; readonly engines: string }>({
  code: "DEF109",
  name: "engine-specific-header",
  severity: "info",
  off: "strict",
  summary: "A header key or agent exists in some of today's engines only.",
  why: `
An unknown key or agent stops the build: Apptainer 1.4.5 says "invalid build source buildkit" and "invalid header keyword found: target" where Apptainer 1.5 builds. Recipes that are
shared should do without, or say in \`%help\` what they need.`,
  sources: [
    "https://apptainer.org/docs/user/latest/appendix.html#build-modules",
    "https://docs.sylabs.io/guides/latest/user-guide/appendix.html#build-modules",
  ],
  message: ({ word, engines }) => `"${word}" is known to ${engines} only`,

  bad: [
    `
Bootstrap: «buildkit»
From: .
«Target»: release
`,
    `
Bootstrap: arch
«ConfURL»: https://example.org/pacman.conf
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report, _options, site) {
    // a word that the engine which builds does not know is a mistake, which other rules tell
    const tell = (
      word: Word,
      engines: readonly string[] | undefined,
      knows: (each: Engine) => boolean,
    ): void => {
      if (engines && builderWithout(knows, site) === undefined)
        report(word.span, { word: word.text, engines: engines.join(", ") });
    };
    for (const { bootstrap, node } of recipe.stages) {
      const agent = bootstrap && bootstrapAgent(bootstrap.agent.text);
      if (agent) tell(bootstrap.agent, enginesWithAgent(agent.name), (each) => known(agent.versions, each));
      for (const { key, colon } of node.header.entries)
        if (colon) tell(key, enginesWithKeyword(key.text), (each) => acceptsKeyword(key.text, each));
    }
  },
});
