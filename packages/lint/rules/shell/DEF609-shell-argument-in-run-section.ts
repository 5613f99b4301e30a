/** DEF609: `-c` behind a section that is stored, not run. */

import { defineRule } from "@deftools/lint";
import { type ScriptSection, wordsOf } from "@deftools/recipe";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly section: string; readonly shell: string }>({
  code: "DEF609",
  name: "shell-argument-in-run-section",
  severity: "error",
  summary:
    "`%runscript`, `%startscript` and `%test` take no `-c SHELL`; it makes a first line that no kernel runs as meant.",
  why: `
These sections become files in the image, and their argument is put behind \`#!/bin/sh\`: \`#!/bin/sh -c /bin/bash\` runs an empty shell instead of the script. Name the shell by a \`#!\` line at the top of the section.`,
  sources: [
    "https://github.com/apptainer/singularity/issues/5843",
    "https://apptainer.org/docs/user/latest/definition_files.html#runscript",
  ],
  message: ({ section, shell }) => `"-c ${shell}" breaks the first line of the stored %${section}`,
  fix: { title: "name the shell by a #! line", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript «-c /bin/bash»
    exec tool "$@"
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    exec tool "$@"
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    exec tool "$@"
`,
  ],

  check(recipe, report) {
    for (const { section, node, body } of recipe.stages.flatMap(({ scripts }) => scripts)) {
      const words = wordsOf(node);
      const [option, shell] = words;
      const last = words.at(-1);
      if (!STORED.has(section) || option?.text !== "-c" || !shell || !last) continue;
      const { text } = recipe.file;
      const lineEnd = text.slice(node.line.end).startsWith("\r\n") ? "\r\n" : "\n";
      const hasOwn = /^\s*#!/.test(textAt(text, body));
      const program = words
        .slice(1)
        .map((word) => word.text)
        .join(" ");
      const moved = { span: { start: body.start, end: body.start }, text: `#!${program}${lineEnd}` };
      const removed = { span: { start: node.name.span.end, end: last.span.end }, text: "" };
      const edits =
        hasOwn || !shell.text.startsWith("/") || body.start === node.line.end ? undefined : [removed, moved];
      report({ start: option.span.start, end: last.span.end }, { section, shell: shell.text }, edits);
    }
  },
});

const STORED: ReadonlySet<ScriptSection> = new Set(["runscript", "startscript", "test"]);
