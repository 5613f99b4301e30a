/** DEF308: a script in two sections of one name. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF308",
  name: "repeated-section",
  severity: "warning",
  summary: "A stage has two sections of one run-time script; the second is appended to the first.",
  why: `
Sections of one name are joined. For \`%post\` that is a way to order things; but two runscripts are one script, whose second half is never
reached if the first ends in \`exec\`: Apptainer 1.4.5 writes both, one below the other, and says nothing.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `this does not replace the "%${name}" above, but goes on with it`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec align "$@"

«%runscript»
    exec merge "$@"
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update

%post
    apt-get install -y git

%apprun align
    exec align "$@"

%apprun merge
    exec merge "$@"
`,
  ],

  check(recipe, report) {
    for (const { sections } of recipe.stages) {
      const seen = new Set<string>();
      for (const { type = "", app, name, body } of sections) {
        if (!JOINED.has(type) || textAt(recipe.file.text, body).trim() === "") continue;
        const key = `${type} ${app?.text ?? ""}`;
        if (seen.has(key)) report({ start: name.span.start - 1, end: name.span.end }, { name: name.text });
        seen.add(key);
      }
    }
  },
});

const JOINED: ReadonlySet<string> = new Set([
  "runscript",
  "startscript",
  "test",
  "apprun",
  "appstart",
  "apptest",
]);
