/** DEF006: the header of a stage that is read as part of the section above. */

import { currentAgents, defineRule } from "@deftools/lint";
import { type Span, textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF006",
  name: "indented-bootstrap",
  severity: "warning",
  summary: "An indented `Bootstrap:` below a section opens no stage; the section swallows it.",
  why: `
Only in the first column does \`Bootstrap:\` open a stage. With a blank in front it is one more line of the section above: Apptainer 1.4.5
builds a recipe with such a second stage without a word, and the lines of its header end up in the help text, the labels or the script.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
  ],
  message: ({ name }) => `this line belongs to "%${name}", since blanks stand in front of it`,
  fix: { title: "move the header to the first column", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: golang:1.23
Stage: build

%post
    go build ./...

  «Bootstrap: docker»
  From: debian:12
  Stage: final
`,
      after: `
Bootstrap: docker
From: golang:1.23
Stage: build

%post
    go build ./...

Bootstrap: docker
From: debian:12
Stage: final
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /opt/example.def <<'EOF'
    Bootstrap: docker
    From: alpine:3.21
EOF
    true
`,
    `
  Bootstrap: docker
  From: ubuntu:24.04
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const { node, sections } of recipe.stages) {
      const last = node.sections.at(-1);
      if (!last || !sections.includes(last)) continue;
      const found = HEADER.exec(textAt(text, last.body));
      if (!found || !currentAgents.includes(found[3]?.toLowerCase() ?? "")) continue;
      const start = last.body.start + found.index + (found[1]?.length ?? 0);
      const lines = { start, end: last.body.end };
      const line = { start, end: start + (found[2]?.length ?? 0) };
      report(line, { name: last.name.text }, dedented(text, lines));
    }
  },
});

/** A blank line, an indented `Bootstrap: agent`, and nothing but keys and values below it. */
const HEADER =
  /^([ \t]*\r?\n[ \t]+)(bootstrap:[ \t]*(\S+))[ \t]*(?:\r?\n[ \t]*(?:(?:from|stage|osversion|mirrorurl|registry|namespace|include):.*)?)*$(?![\s\S])/im;

/** The lines without the blanks in front of them. */
const dedented = (text: string, { start, end }: Span) => {
  const first = text.lastIndexOf("\n", start) + 1;
  return [...text.slice(first, end).matchAll(/^[ \t]+(?=\S)/gm)].map(({ 0: blanks, index }) => ({
    span: { start: first + index, end: first + index + blanks.length },
    text: "",
  }));
};
