/** DEF025: lines that end in two ways. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly line: number }>({
  code: "DEF025",
  name: "mixed-line-ends",
  severity: "info",
  summary: "Some lines end in CR LF and others in LF.",
  why: `
The engine drops the CR at the end of a line, so that both are the same to it. Tools that read the file otherwise do not: \`sed\` and ShellCheck see
a character that nobody else sees.`,
  sources: ["https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go"],
  message: ({ line }) => `line ${line} ends in another way than most lines of this file`,
  fix: { title: "end all lines alike", safety: "safe" },

  bad: [
    {
      before: "Bootstrap: docker\nFrom: ubuntu:24.04«\r»\n\n%post\n    true\n",
      after: "Bootstrap: docker\nFrom: ubuntu:24.04\n\n%post\n    true\n",
    },
    {
      before: "Bootstrap: docker\r\nFrom: ubuntu:24.04\r\n%post«\n»    true\r\n",
      after: "Bootstrap: docker\r\nFrom: ubuntu:24.04\r\n%post\r\n    true\r\n",
    },
  ],
  good: ["Bootstrap: docker\nFrom: ubuntu:24.04\n", "Bootstrap: docker\r\nFrom: ubuntu:24.04\r\n"],

  check(recipe, report) {
    const { text } = recipe.file;
    if (!text.includes("\r\n")) return;
    const ends = [...text.matchAll(/\r?\n/g)];
    const crlf = ends.filter(([end]) => end.length === 2);
    const lf = ends.filter(([end]) => end.length === 1);
    const [few, wanted] = lf.length < crlf.length ? [lf, "\r\n"] : [crlf, "\n"];
    const [first] = few;
    if (!first) return;
    const edits = few.map(({ 0: end, index }) => ({
      span: { start: index, end: index + end.length },
      text: wanted,
    }));
    report({ start: first.index, end: first.index + 1 }, { line: ends.indexOf(first) + 1 }, edits);
  },
});
