/** DEF408: a destination of `%files` without its first slash. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly destination: string }>({
  code: "DEF408",
  name: "files-relative-destination",
  severity: "warning",
  summary: "A destination in `%files` is relative, and taken from `/`.",
  why: `
There is no working directory in an image that is being built: relative destinations begin at \`/\`. Apptainer 1.4.5 copies \`src.txt data/x.txt\` to \`/data/x.txt\`, and says "Copying src.txt to data/x.txt".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ destination }) => `"${destination}" is taken from "/"`,
  fix: { title: "write the first slash", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv «data/study.csv»
    notes.txt «"my notes.txt"»
    run.sh «./run.sh»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /data/study.csv
    notes.txt "/my notes.txt"
    run.sh /run.sh
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /data/study.csv
    notes.txt
    run.sh {{ FOLDER }}/run.sh

%arguments
    FOLDER=/opt
`,
  ],

  check(recipe, report) {
    for (const { destination, app, skipped } of recipe.stages.flatMap(({ copies }) => copies)) {
      if (!destination || app || skipped || !/^[\w.]/.test(destination.text)) continue;
      const start = destination.span.start + Number(destination.quoted);
      const dot = /^\.(?:\/|$)/.exec(destination.text)?.[0].length ?? 0;
      const edits = destination.text.includes("..")
        ? undefined
        : [{ span: { start, end: start + dot }, text: "/" }];
      report(destination.span, { destination: destination.text }, edits);
    }
  },
});
