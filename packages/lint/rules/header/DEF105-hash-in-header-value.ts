/** DEF105: a `#` inside the value of a header key. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly value: string; readonly rest: string }>({
  code: "DEF105",
  name: "hash-in-header-value",
  severity: "warning",
  summary: "A `#` in the middle of a header value cuts it off.",
  why: `
In the header a \`#\` begins a comment wherever it stands, also inside a word. With \`From: dir/a#1.sif\` Apptainer 1.4.5 looks for \`dir/a\`.
There is no way to write one: rename the file, or link to it.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#header",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
  ],
  message: ({ value, rest }) => `the value ends before the "#": it is "${value}", and "${rest}" is a comment`,

  bad: [
    `
Bootstrap: localimage
From: images/base«#1.sif»
`,
  ],
  good: [
    `
Bootstrap: localimage
From: images/base.sif # the first
`,
    `
Bootstrap: docker
From: ubuntu:24.04# noble
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const { value, comment } of recipe.file.stages.flatMap(({ header }) => header.entries)) {
      if (!value || !comment || !/\S/.test(text[comment.start - 1] ?? "")) continue;
      const rest = textAt(text, comment).trimEnd();
      if (!/^#[^\s#]/.test(rest)) continue;
      report({ start: comment.start, end: comment.start + rest.length }, { value: value.text, rest });
    }
  },
});
