/** DEF204: a base image from a registry that nobody has allowed. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly registry: string }, { readonly registries: readonly string[] }>({
  code: "DEF204",
  name: "untrusted-registry",
  severity: "error",
  off: true,
  summary: "The base image comes from a registry that is not in the list of allowed ones.",
  why: `
Whoever owns the base owns the image. A site that wants to know where its images come from lists its registries under \`allowedRegistries\`
in the configuration; without that list the well-known public ones count.`,
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3026"],
  message: ({ registry }) => `"${registry}" is no registry that images may come from`,
  options: {
    registries: {
      default: [
        "docker.io",
        "ghcr.io",
        "quay.io",
        "gcr.io",
        "nvcr.io",
        "public.ecr.aws",
        "mcr.microsoft.com",
      ],
      summary: "Hosts that images may come from, unless the configuration lists `allowedRegistries`.",
    },
  },

  bad: [
    `
Bootstrap: docker
From: «registry.example.org/lab/aligner:1.2»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: docker
From: ghcr.io/lab/aligner:1.2
`,
  ],

  check(recipe, report, { registries }, { allowedRegistries = registries }) {
    for (const { bootstrap } of recipe.stages) {
      const image = bootstrap?.image;
      const registry = image?.reference?.registry;
      if (!image || registry === undefined || image.text.includes("{{")) continue;
      if (!allowedRegistries.includes(usualName(registry))) report(image.span, { registry });
    }
  },
});

/** Docker Hub has several names. */
const usualName = (registry: string): string =>
  /^(?:index|registry-1)\.docker\.io$/.test(registry) ? "docker.io" : registry;
