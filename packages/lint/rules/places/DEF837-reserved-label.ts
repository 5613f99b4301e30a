/** DEF837: a label that the engine writes. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF837",
  name: "reserved-label",
  severity: "info",
  summary: "A label has the name of one that the engine writes itself.",
  why: `
The engine notes when and by what it built the image in labels of its own. A value of yours either is lost or hides what others look for there.`,
  sources: ["https://apptainer.org/docs/user/latest/environment_and_metadata.html#container-metadata"],
  message: ({ key }) => `the engine writes "${key}" itself`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    «org.label-schema.build-date» today
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    org.label-schema.version 1.0
`,
  ],

  check(recipe, report) {
    for (const { key } of recipe.stages.flatMap(({ labels }) => labels))
      if (/^org\.label-schema\.(?:build-date|build-arch|schema-version|usage(?:\..*)?)$/.test(key.text))
        report(key.span, { key: key.text });
  },
});
