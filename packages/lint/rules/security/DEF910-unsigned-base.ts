/** DEF910: a SIF base whose signature nobody asks for. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string }>({
  code: "DEF910",
  name: "unsigned-base",
  severity: "info",
  off: "strict",
  summary: "A SIF image is taken as base without `Fingerprints`.",
  why: `
SIF images can be signed, and \`Fingerprints\` makes the build stop unless the base carries the signatures of these keys. Without it any image of that name will do.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#sif-image-verification-fingerprints-header",
  ],
  message: ({ image }) => `no fingerprint says who must have signed "${image}"`,

  bad: [
    `
Bootstrap: library
From: «lab/tools/aligner:1.2»
`,
  ],
  good: [
    `
Bootstrap: localimage
From: base.sif
Fingerprints: 12045C8C0B1004D058DE4BEDA20C27EE7FF7BA84
`,
  ],

  check(recipe, report) {
    for (const { bootstrap, header } of recipe.stages) {
      const from = bootstrap?.from;
      if (!from || !/^(?:library|localimage|oras)$/.test(bootstrap.agent.text)) continue;
      if (!header.get("fingerprints")?.value) report(from.span, { image: from.text });
    }
  },
});
