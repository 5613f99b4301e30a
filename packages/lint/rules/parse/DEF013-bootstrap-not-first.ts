/** DEF013: header keys above `Bootstrap:`. */

import type { HeaderEntry } from "@deftools/grammar";
import { defineRule, lineEndAt } from "@deftools/lint";
import type { Span, TextEdit } from "@deftools/text";

export default defineRule<{ readonly key: string }>({
  code: "DEF013",
  name: "bootstrap-not-first",
  severity: "error",
  summary: "`Bootstrap:` is not the first key of the header.",
  why: `
\`Bootstrap:\` in the first column begins a stage. Keys above it are a stage of their own, which has no agent: the build stops with
"no bootstrap specification found".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ key }) => `"${key}" has no "Bootstrap" above it`,
  fix: { title: "move the key below Bootstrap", safety: "safe" },

  bad: [
    {
      before: `
# an image
«From»: ubuntu:24.04
Bootstrap: docker

%post
    true
`,
      after: `
# an image
Bootstrap: docker
From: ubuntu:24.04

%post
    true
`,
    },
    {
      before: `
«Registry»: localhost:5000
From: lab/tool:1.2
Bootstrap: docker`,
      after: `
Bootstrap: docker
Registry: localhost:5000
From: lab/tool:1.2
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report) {
    const { text, stages } = recipe.file;
    for (const [index, { header, sections }] of stages.entries()) {
      const [first] = header.entries;
      if (!first?.colon || isBootstrap(first)) continue;
      const next = stages[index + 1]?.header.entries[0];
      const edits =
        next && isBootstrap(next) && sections.length === 0 ? moved(text, header.entries, next) : undefined;
      report(first.key.span, { key: first.key.text }, edits);
    }
  },
});

const isBootstrap = ({ key }: HeaderEntry): boolean => key.text.toLowerCase() === "bootstrap";

/** Takes the lines of some entries out, and puts them below another. */
const moved = (text: string, entries: readonly HeaderEntry[], below: HeaderEntry): readonly TextEdit[] => {
  const start = entries[0]?.span.start ?? 0;
  const lines: Span = {
    start: text.lastIndexOf("\n", start - 1) + 1,
    end: lineEnd(text, entries.at(-1)?.span.end ?? 0),
  };
  const at = lineEnd(text, below.span.end);
  const terminated = text[at - 1] === "\n" ? "" : lineEndAt(text, lines.start);
  return [
    { span: lines, text: "" },
    { span: { start: at, end: at }, text: terminated + text.slice(lines.start, lines.end) },
  ];
};

/** Behind the line's end, or at the end of the text. */
const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
};
