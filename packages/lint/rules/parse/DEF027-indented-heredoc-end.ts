/** DEF027: the closing word of a here-document behind blanks. */

import { defineRule, openHereDocument } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly delimiter: string; readonly section: string }>({
  code: "DEF027",
  name: "indented-heredoc-end",
  severity: "error",
  summary: "The word that should close a here-document is indented, and closes nothing.",
  why: `
The closing word must stand in the first column, alone; \`<<-\` allows tabs before it, never spaces. Otherwise the here-document goes on to the end of the section,
and all commands below become text: with Apptainer 1.4.5 the file gets a line \`EOF\` and everything behind it, none of it runs, and the build succeeds.`,
  sources: [
    "https://www.shellcheck.net/wiki/SC1039",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: ({ delimiter, section }) =>
    `"${delimiter}" closes nothing behind blanks, and the rest of "%${section}" is text`,
  fix: { title: "move the closing word to the first column", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /etc/motd <<EOF
    welcome
    «EOF»
    make install
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /etc/motd <<EOF
    welcome
EOF
    make install
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /etc/motd <<-EOF
\t\twelcome
\tEOF
    make install
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const script of recipe.stages.flatMap(({ scripts }) => scripts)) {
      const open = openHereDocument(script)?.document;
      if (!open) continue;
      for (const { 0: line, index } of textAt(text, open.body).matchAll(/^[ \t]+.*$/gm)) {
        if (line.trim() !== open.delimiter) continue;
        const from = open.body.start + index;
        const start = from + line.length - line.trimStart().length;
        const span = { start, end: start + open.delimiter.length };
        const blanks = { start: from, end: start };
        report(span, { delimiter: open.delimiter, section: script.section }, [{ span: blanks, text: "" }]);
        break;
      }
    }
  },
});
