/** DEF404: a comment behind a line of `%files`. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly source: string; readonly destination: string }>({
  code: "DEF404",
  name: "files-inline-comment",
  severity: "error",
  summary: "A comment behind the source in `%files` becomes the destination.",
  why: `
In \`%files\` only whole lines can be comments. \`data.csv # the data\` copies to a file called \`#\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ source, destination }) => `"${source}" is copied to a file called "${destination}"`,
  fix: { title: "put the comment on a line of its own", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv «# the data»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%files
    # the data
    data.csv
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    # the data
    data.csv /opt/data.csv
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const { source, destination, line } of recipe.stages.flatMap(({ copies }) => copies)) {
      if (!destination?.text.startsWith("#") || destination.quoted) continue;
      const span = { start: destination.span.start, end: line.span.end };
      const at = text.lastIndexOf("\n", line.span.start - 1) + 1;
      const indent = text.slice(at, line.span.start);
      const lineEnd = text.slice(line.span.end).startsWith("\r\n") ? "\r\n" : "\n";
      report(span, { source: source.text, destination: destination.text }, [
        { span: { start: at, end: at }, text: indent + textAt(text, span) + lineEnd },
        { span: { start: source.span.end, end: span.end }, text: "" },
      ]);
    }
  },
});
