/** DEF205: an image reference that no registry takes. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string; readonly problem: string }>({
  code: "DEF205",
  name: "invalid-image-reference",
  severity: "error",
  summary: "The value of `From` is no image reference.",
  why: `
Names of images are \`[registry/]name[:tag][@digest]\`, the name in lower case. Anything else is refused before a registry is asked.`,
  sources: [
    "https://github.com/distribution/reference/blob/main/reference.go",
    "https://apptainer.org/docs/user/latest/definition_files.html#header",
  ],
  message: ({ image, problem }) => `"${image}" is no image reference: ${problem}`,

  bad: [
    `
Bootstrap: docker
From: «lab/Aligner:1.2»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
    `
Bootstrap: docker
From: localhost:5000/lab/aligner:1.2
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages) {
      const image = bootstrap?.image;
      if (!image?.problem || image.text.includes("://")) continue;
      const mark = FOREIGN.exec(image.text)?.[0];
      const problem =
        mark === undefined ? image.problem.message : `"${mark}" is no build argument and stays as it is`;
      report(image.span, { image: image.text, problem });
    }
  },
});

/** The marks of other template languages, `{{ x.y }}` and `__X__`; those of build arguments are no problem of a reference. */
const FOREIGN = /\{\{.*?\}\}|__[A-Z\d_]+__/;
