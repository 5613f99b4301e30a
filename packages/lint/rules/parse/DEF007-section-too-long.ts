/** DEF007: a header or section that does not fit into the engine's buffer. */

import { defineRule } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import { type Span, type TextEdit, textAt } from "@deftools/text";

export default defineRule<{ readonly name: string; readonly size: number }>({
  code: "DEF007",
  name: "section-too-long",
  severity: "error",
  summary: "A section is longer than the 64 KiB that the engine can read.",
  why: `
The engine reads a section as one piece into a buffer of 65,536 bytes. Apptainer 1.4.5 stops at a longer one with "bufio.Scanner: token too long", and does not say which. Sections of one name are joined, so that a long
one can be split in two; data are better off in a file that \`%files\` copies.`,
  sources: [
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
    "https://pkg.go.dev/bufio#pkg-constants",
  ],
  message: ({ name, size }) => `"%${name}" has ${size} bytes, and the engine reads 65535 at most`,
  fix: { title: "split the section in two", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

«%post»
    echo ${"0".repeat(40_000)} > /opt/numbers
    echo ${"1".repeat(40_000)} >> /opt/numbers
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo ${"0".repeat(40_000)} > /opt/numbers
%post
    echo ${"1".repeat(40_000)} >> /opt/numbers
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    numbers /opt/numbers
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const stage of recipe.stages) {
      for (const { name, span, line } of stage.node.sections) {
        const size = byteLength(text, span);
        if (size <= MOST_BYTES) continue;
        const script = stage.scripts.find(({ node }) => node.line === line);
        const edits = script && split(text, script);
        report({ start: name.span.start - 1, end: name.span.end }, { name: name.text, size }, edits);
      }
    }
  },
});

/** One less than the buffer of Go's line scanner, which must keep a byte free. */
const MOST_BYTES = 65_535;

/** The size in UTF-8. */
const byteLength = (text: string, { start, end }: Span): number => {
  if ((end - start) * 3 <= MOST_BYTES) return end - start;
  return new TextEncoder().encode(text.slice(start, end)).length;
};

/** A second section line before the last statement before which all fits. */
const split = (text: string, { node, tree }: Script): readonly TextEdit[] | undefined => {
  if (0 < tree.errors.length || node.app) return undefined;
  const starts = tree.statements
    .map(({ span }) => text.lastIndexOf("\n", span.start - 1) + 1)
    .filter(
      (start, index) =>
        0 < index && textAt(text, { start, end: tree.statements[index]?.span.start ?? 0 }).trim() === "",
    );
  const at = starts.findLast(
    (start) => byteLength(text, { start: node.span.start, end: start }) < MOST_BYTES,
  );
  if (at === undefined) return undefined;
  const lineEnd = text[node.line.end] === "\r" ? "\r\n" : "\n";
  return [{ span: { start: at, end: at }, text: textAt(text, node.line) + lineEnd }];
};
