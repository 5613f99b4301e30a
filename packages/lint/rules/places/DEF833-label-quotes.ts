/** DEF833: quotes that are part of a label. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF833",
  name: "label-quotes",
  severity: "info",
  summary: "The value of a label is quoted, and the quotes become part of it.",
  why: `
Values of labels are taken as they are, blanks included; no quotes are needed, and none are removed.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: ({ key }) => `the quotes become part of the label "${key}"`,
  fix: { title: "remove the quotes", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author «"A. Scientist"»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author A. Scientist
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author A. Scientist
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Note say "hello"
`,
  ],

  check(recipe, report) {
    for (const { key, value } of recipe.stages.flatMap(({ labels }) => labels)) {
      const quote = /^(["'])(.*)\1$/.exec(value?.text ?? "")?.[1];
      if (value === undefined || quote === undefined) continue;
      const { start, end } = value.span;
      if (value.text.slice(1, -1).includes(quote) || end - start !== value.text.length) continue;
      report(value.span, { key: key.text }, [
        { span: { start, end: start + 1 }, text: "" },
        { span: { start: end - 1, end }, text: "" },
      ]);
    }
  },
});
