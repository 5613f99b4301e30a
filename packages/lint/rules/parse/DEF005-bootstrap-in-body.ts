/** DEF005: a line of a text or here-document that opens a stage. */

import type { SectionNode } from "@deftools/grammar";
import { currentAgents, defineRule, openHereDocument } from "@deftools/lint";
import type { Recipe } from "@deftools/recipe";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF005",
  name: "bootstrap-in-body",
  severity: "error",
  summary: "A line inside a body begins with `Bootstrap:`, which opens a stage there.",
  why: `
Any line that begins with \`bootstrap:\` in the first column, whatever its case and wherever it stands, ends the stage and opens another.
Apptainer 1.4.5 takes \`bootstrap: is easy\` in a help text for a header and stops with "invalid build source is easy"; a recipe in a
here-document is cut in two, and what follows it becomes the final image. A blank in front of the line prevents it.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
  ],
  message: ({ name }) => `this line ends "%${name}" and opens a new stage`,
  fix: { title: "indent the line, so that it stays text", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%help
«Bootstrap:» how the tool draws its samples
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%help
 Bootstrap: how the tool draws its samples
`,
    },
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /opt/example.def <<'EOF'
«Bootstrap:» docker
From: alpine:3.21
EOF
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /opt/example.def <<'EOF'
 Bootstrap: docker
From: alpine:3.21
EOF
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

%post
    go build ./...

Bootstrap: docker
From: debian:12
`,
  ],

  check(recipe, report) {
    for (const [index, { header }] of recipe.file.stages.entries()) {
      const before = recipe.file.stages[index - 1]?.sections.at(-1);
      const [first] = header.entries;
      if (!before || !first?.colon || first.key.text.toLowerCase() !== "bootstrap") continue;
      if (!isCut(recipe, before) && isAgent(first.value?.text ?? "")) continue;
      const at = first.key.span.start;
      report({ start: at, end: first.colon.end }, { name: before.name.text }, [
        { span: { start: at, end: at }, text: " " },
      ]);
    }
  },
});

/** Whether a section stops in the middle of a here-document, whose closing word comes below. */
const isCut = ({ file, stages }: Recipe, section: SectionNode): boolean => {
  const script = stages.flatMap(({ scripts }) => scripts).find(({ node }) => node === section);
  const open = script && openHereDocument(script)?.document;
  if (!open) return false;
  const below = file.text.slice(open.body.end).split(/\r?\n/);
  const within = textAt(file.text, open.body).split(/\r?\n/);
  return below.includes(open.delimiter) && !within.some((line) => line.trim() === open.delimiter);
};

/** What may be meant for one: prose has blanks, and begins with no agent. */
const isAgent = (value: string): boolean =>
  value.includes("{{") ||
  !/\s/.test(value) ||
  currentAgents.includes(value.toLowerCase().split(/\s/, 1)[0] ?? "");
