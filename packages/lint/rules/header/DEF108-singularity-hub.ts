/** DEF108: an image from Singularity Hub. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string }>({
  code: "DEF108",
  name: "singularity-hub",
  severity: "error",
  summary: "The base image comes from Singularity Hub, which is gone.",
  why: `
Singularity Hub stopped building and serving images in 2021; builds that start from it fail. Its recipes are kept in an archive: build the base anew, or start from an image of a registry.`,
  sources: [
    "https://singularityhub.github.io/singularityhub-docs/",
    "https://singularityhub.github.io/singularityhub-archive/",
  ],
  message: ({ image }) => `"${image}" is on Singularity Hub, which no longer serves images`,

  bad: [
    `
Bootstrap: «shub»
From: lab/aligner:1.2
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages)
      if (bootstrap?.agent.text === "shub")
        report(bootstrap.agent.span, { image: bootstrap.from?.text ?? "" });
  },
});
