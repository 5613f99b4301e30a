/** DEF029: quotes around the value of an argument that no shell takes off. */

import { defineRule } from "@deftools/lint";
import { argumentsOf, type Recipe, type Stage } from "@deftools/recipe";
import { covers } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF029",
  name: "argument-quotes",
  severity: "warning",
  summary: "A value in `%arguments` is quoted, and used where quotes are kept.",
  why: `
\`%arguments\` knows no quotes: they are part of the value. In a script the shell takes them off again, but in the header and in labels they stay:
with \`V="24.04"\` the base image is \`ubuntu:"24.04"\`. Apptainer 1.4.5 puts \`B="x"\` wherever \`B={{ B }}\` stands.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/args/reader.go",
  ],
  message: ({ name }) => `the quotes are part of the value of "${name}", in the header and in labels too`,
  fix: { title: "remove the quotes", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=«"24.04"»
`,
      after: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    OPTIONS="-O2 -g"

%post
    CFLAGS={{ OPTIONS }} make
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      for (const { key, value } of stage.arguments) {
        const inner = /^(["'])(.*)\1$/.exec(value?.text ?? "")?.[2];
        if (!value || inner === undefined || /["']/.test(inner) || !isKept(recipe, stage, key.text)) continue;
        report(value.span, { name: key.text }, [{ span: value.span, text: inner }]);
      }
    }
  },
});

/** Whether a placeholder of this name stands in the header or in labels. */
const isKept = (recipe: Recipe, stage: Stage, name: string): boolean =>
  argumentsOf(recipe, stage).uses.some(
    ({ placeholder, inComment }) =>
      placeholder.name.text === name &&
      !inComment &&
      (covers(stage.node.header.span, placeholder.span) ||
        stage.labels.some(({ span }) => covers(span, placeholder.span))),
  );
