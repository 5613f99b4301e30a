/** DEF020: a placeholder behind a `#` that begins no comment. */

import { engine } from "@deftools/grammar";
import { defineRule } from "@deftools/lint";
import { type ArgumentUse, argumentsOf, type Recipe, type Stage } from "@deftools/recipe";
import { covers } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF020",
  name: "placeholder-after-hash",
  severity: "warning",
  summary: "A placeholder stands behind a `#` on its line, and is not replaced though it is in no comment.",
  why: `
Apptainer takes all behind a \`#\` for a comment, in quotes, words, help texts and here-documents too, and replaces no placeholder there. Apptainer
1.4.5 stores the label \`x#y{{ A }}\` just so, and does not even miss a name that nobody defined. SingularityCE replaces them.`,
  sources: [
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/args/reader.go",
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
  ],
  message: ({ name }) => `the "#" before it on this line keeps "${name}" from being replaced`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    VERSION=1.2

%labels
    Source https://example.org/tool#v«{{ VERSION }}»

%post
    pip install "git+https://example.org/tool.git@v1#egg=tool-«{{ VERSION }}»"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    VERSION=1.2

%help
    # Aligner «{{ VERSION }}»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04 # not {{ VERSION }}

%arguments
    VERSION=1.2
    # {{ VERSION }}

%post
    echo {{ VERSION }} # is {{ VERSION }}
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    if (engine(id)?.family !== "apptainer") return;
    for (const stage of recipe.stages)
      for (const use of argumentsOf(recipe, stage).uses)
        if (use.inComment && use.definition && !isComment(recipe, stage, use))
          report(use.placeholder.span, { name: use.placeholder.name.text });
  },
});

/** Whether a comment is what its author wrote. */
const isComment = ({ file }: Recipe, { node, scripts }: Stage, { placeholder }: ArgumentUse): boolean => {
  const at = { start: placeholder.span.start, end: placeholder.span.start };
  const within = scripts.find(({ body }) => covers(body, at));
  if (within?.dialect === "other") return true;
  if (within) return within.tree.comments.some((comment) => covers(comment, at));
  const section = node.sections.find(({ span }) => covers(span, at));
  if (section === undefined || covers(section.line, at)) return true;
  if (section.content.kind === "text") return false;
  return /^\s*#/.test(file.text.slice(file.text.lastIndexOf("\n", at.start - 1) + 1, at.start));
};
