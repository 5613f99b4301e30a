/** DEF024: a placeholder in a comment. */

import { engine } from "@deftools/grammar";
import { defineRule } from "@deftools/lint";
import { argumentsOf } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF024",
  name: "placeholder-in-comment",
  severity: "info",
  off: true,
  summary: "A placeholder stands in a comment, and is not replaced.",
  why: `
Apptainer leaves comments alone, so that the recipe stored in the image says \`{{ NAME }}\` there and the value elsewhere. SingularityCE replaces it in comments too, and stops if the
name has no value.`,
  sources: [
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/args/reader.go",
    "https://docs.sylabs.io/guides/latest/user-guide/definition_files.html",
  ],
  message: ({ name }) => `"${name}" is not replaced in a comment`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    VERSION=1.2

%post
    # installs «{{ VERSION }}»
    ./install {{ VERSION }}
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    VERSION=1.2

%post
    # installs the version
    ./install {{ VERSION }}
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    if (engine(id)?.family !== "apptainer") return;
    for (const stage of recipe.stages)
      for (const { placeholder, definition, inComment } of argumentsOf(recipe, stage).uses)
        if (inComment && definition) report(placeholder.span, { name: placeholder.name.text });
  },
});
