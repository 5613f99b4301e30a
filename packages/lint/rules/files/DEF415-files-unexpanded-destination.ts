/** DEF415: a destination with a variable that nobody expands. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly destination: string; readonly folder: string }>({
  code: "DEF415",
  name: "files-unexpanded-destination",
  severity: "error",
  summary: "`$NAME` and `~` stand for nothing in a destination of `%files`.",
  why: `
No shell reads the destination: the engine makes a folder called \`$HOME\`, or \`~\`, at the root of the image, and copies into that. There is no variable it could mean, since the container has no home yet.
Write the path out; for a value that changes, there are build arguments: \`{{ NAME }}\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#files",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/files/copy.go",
  ],
  message: ({ destination, folder }) =>
    `"${destination}" is not expanded: the files go into a folder called "${folder}"`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    app.py «$HOME/src/»
    notes.txt «~/notes.txt»
    data /opt/keep
    model.bin «/opt/\${TOOL}/model.bin»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    TOOL=aligner

%files
    $HOME/model.bin /opt/{{ TOOL }}/model.bin
    cost.txt /opt/5$
`,
  ],

  check(recipe, report) {
    for (const { destination, skipped } of recipe.stages.flatMap(({ copies }) => copies)) {
      const folder = destination?.text.split("/").find((part) => UNEXPANDED.test(part));
      if (!destination || skipped || folder === undefined) continue;
      if (folder.startsWith("~") && !destination.text.startsWith("~")) continue;
      report(destination.span, { destination: destination.text, folder });
    }
  },
});

const UNEXPANDED = /^~(?:[a-z_][\w-]*)?$|\$(?:[A-Za-z_]|\{[A-Za-z_]\w*\})/;
