/** DEF019: a placeholder without a default. */

import { defineRule } from "@deftools/lint";
import { argumentsOf } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF019",
  name: "undefined-build-argument",
  severity: "info",
  summary: "A placeholder has no default in `%arguments` of its stage.",
  why: `
Apptainer stops the build unless \`--build-arg\` gives the value. \`%arguments\` holds for one stage only, so that a default of another stage does not help.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
  ],
  message: ({ name }) => `"${name}" has no default in this stage, so every build needs --build-arg ${name}=…`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:«{{ RELEASE }}»

%arguments
    VERSION=24.04
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:{{ VERSION }}

%arguments
    VERSION=24.04

%post
    true # {{ NOTE }} {{ VERSION }} {{ OTHER }}
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const { placeholder, definition } of argumentsOf(recipe, stage).uses)
        if (!definition && !isBehindHash(recipe.file.text, placeholder.span.start))
          report(placeholder.span, { name: placeholder.name.text });
  },
});

/** Behind a `#` on its line a placeholder may stay as it is, and nobody misses it in a comment. */
const isBehindHash = (text: string, offset: number): boolean =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).includes("#");
