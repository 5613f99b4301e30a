/** DEF203: a base image without a digest. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string }>({
  code: "DEF203",
  name: "missing-digest",
  severity: "info",
  off: "strict",
  summary: "The base image is not pinned to a digest.",
  why: `
A tag can be pushed again, and most are, whenever the distribution has updates. Only a digest names one image for ever; the registry cannot hand out another.`,
  sources: [
    "https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests",
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  ],
  message: ({ image }) => `base image "${image}" has no digest`,

  bad: [
    `
Bootstrap: docker
From: «ubuntu:24.04»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04@sha256:99c35190e22d294cdace2783ac55effc69d32896daaa265f0bbedbcde4fbe3e5
`,
    `
Bootstrap: docker
From: {{ IMAGE }}

%arguments
    IMAGE=ubuntu:24.04
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages) {
      const image = bootstrap?.image;
      if (bootstrap?.agent.text !== "docker" || !image || image.problem) continue;
      if (!/@|\{\{/.test(image.text)) report(image.span, { image: image.text });
    }
  },
});
