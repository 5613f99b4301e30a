/** DEF202: a base image by the tag that moves. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly image: string }>({
  code: "DEF202",
  name: "latest-tag",
  severity: "warning",
  summary: "The base image is named by the tag `latest`, which moves.",
  why: `
\`latest\` is whatever was pushed last. The recipe that works today builds another image tomorrow, and breaks when the new
release does things differently.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html",
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  ],
  message: ({ image }) => `base image "${image}" floats with the tag "latest"`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:«latest»
`,
    `
Bootstrap: docker
Registry: ghcr.io
From: lab/aligner:«latest» # of last week
`,
    `
Bootstrap: library
From: lab/tools/aligner:«latest»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: docker
From: ubuntu:latest@sha256:99c35190e22d294cdace2783ac55effc69d32896daaa265f0bbedbcde4fbe3e5
`,
    `
Bootstrap: docker
From: localhost:5000/latest/aligner:1.2
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages) {
      const from = bootstrap?.from;
      if (!from || !FROM_REGISTRIES.has(bootstrap.agent.text.toLowerCase())) continue;
      if (!from.text.endsWith(`:${TAG}`)) continue;
      const tag = { start: from.span.end - TAG.length, end: from.span.end };
      report(textAt(recipe.file.text, tag) === TAG ? tag : from.span, { image: from.text });
    }
  },
});

const TAG = "latest";

/** The agents that ask a registry for what `From` says. */
const FROM_REGISTRIES: ReadonlySet<string> = new Set(["docker", "library", "oras"]);
