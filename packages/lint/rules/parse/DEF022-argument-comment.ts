/** DEF022: a comment behind the value of an argument. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly name: string; readonly value: string }>({
  code: "DEF022",
  name: "argument-comment",
  severity: "warning",
  summary: "A comment behind a value in `%arguments` becomes part of it.",
  why: `
In \`%arguments\` only whole lines can be comments. With \`A=1 # c\` Apptainer 1.4.5 puts \`1 # c\` wherever \`{{ A }}\` stands.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/args/reader.go",
  ],
  message: ({ name, value }) => `"${value}" is part of the value of "${name}"`,
  fix: { title: "remove the comment", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04 «# of April»
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
From: ubuntu:{{ RELEASE }}

%arguments
    # of April
    RELEASE=24.04
    COLOR=#ffffff

%post
    paint {{ COLOR }}
`,
  ],

  check(recipe, report) {
    for (const { key, value } of recipe.stages.flatMap((stage) => stage.arguments)) {
      const comment = /(?<!\s)\s+(#\s.*|##.*|#)$/.exec(value?.text ?? "");
      if (!value || !comment?.[1]) continue;
      const start = value.span.end - comment[1].length;
      const cut = { start: value.span.end - comment[0].length, end: value.span.end };
      report({ start, end: value.span.end }, { name: key.text, value: comment[1] }, [
        { span: cut, text: "" },
      ]);
    }
  },
});
