/** DEF201: a base image without tag and digest. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string }>({
  code: "DEF201",
  name: "untagged-image",
  severity: "warning",
  summary: "The base image is not pinned to a tag or digest.",
  why: `
Without a tag the registry hands out \`latest\`, which moves: the same recipe builds different images on different days, and
nobody can say later what an image was made of.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html",
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  ],
  message: ({ image }) => `base image "${image}" has no tag and no digest`,

  bad: [
    `
Bootstrap: docker
From: «ubuntu»
`,
    `
Bootstrap: docker
Registry: localhost:5000
Namespace: lab
From: «tools/aligner»
`,
    `
Bootstrap: library
From: «lab/tools/aligner»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: docker
From: ubuntu@sha256:99c35190e22d294cdace2783ac55effc69d32896daaa265f0bbedbcde4fbe3e5
`,
    `
Bootstrap: docker
From: localhost:5000/lab/aligner:{{ VERSION }}
%arguments
    VERSION=1.2
`,
    `
Bootstrap: localimage
From: base.sif
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages) {
      const from = bootstrap?.from;
      if (!from || !FROM_REGISTRIES.has(bootstrap.agent.text.toLowerCase())) continue;
      if (bootstrap.image?.problem || isPinned(from.text)) continue;
      report(from.span, { image: from.text });
    }
  },
});

/** The agents that ask a registry for what `From` says. */
const FROM_REGISTRIES: ReadonlySet<string> = new Set(["docker", "library", "oras"]);

/** A tag or digest follows the last slash, where a colon is no longer a port's. A placeholder without one may bring its own tag. */
const isPinned = (image: string): boolean => {
  const name = image.slice(image.lastIndexOf("/") + 1);
  return name.includes(":") || name.includes("@") || name.includes("{{");
};
