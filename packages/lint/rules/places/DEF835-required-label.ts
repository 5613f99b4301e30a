/** DEF835: a label that a site asks for. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly label: string }, { readonly labels: readonly string[] }>({
  code: "DEF835",
  name: "required-label",
  severity: "error",
  off: true,
  summary: "A label that the configuration asks for is missing.",
  why: `
A site with many images wants to know whom to ask, and where a recipe comes from, without looking into each. Names are compared without regard to upper and lower case.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#labels",
    "https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md",
  ],
  message: ({ label }) => `the label "${label}" is missing`,
  options: {
    labels: {
      default: ["org.opencontainers.image.source", "org.opencontainers.image.version"],
      summary: "The labels that every image must have.",
    },
  },

  bad: [
    `
Bootstrap: «docker»
From: ubuntu:24.04

%labels
    org.opencontainers.image.version 1.2
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    org.opencontainers.image.source https://example.org/lab/aligner
    org.opencontainers.image.version 1.2
`,
  ],

  check(recipe, report, { labels }) {
    const stage = recipe.stages.find(({ last }) => last);
    if (!stage?.bootstrap) return;
    const present = new Set(stage.labels.map(({ key }) => key.text.toLowerCase()));
    for (const label of labels)
      if (!present.has(label.toLowerCase())) report(stage.bootstrap.agent.span, { label });
  },
});
