/** DEF303: an earlier stage without a name. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly position: number }>({
  code: "DEF303",
  name: "unnamed-stage",
  severity: "warning",
  summary: "A stage that is not the last has no name, so that nothing can be copied from it.",
  why: `
\`%files from\` finds a stage by its name only; numbers are names too. What is built in a stage without one is thrown away.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#multi-stage-builds"],
  message: ({ position }) => `stage ${position} has no name, and only the last stage becomes the image`,
  fix: { title: "give the stage a name", safety: "unsafe" },

  bad: [
    {
      before: `
«Bootstrap»: docker
From: golang:1.23

%post
    go build ./...

Bootstrap: docker
From: debian:12
`,
      after: `
Bootstrap: docker
Stage: stage1
From: golang:1.23

%post
    go build ./...

Bootstrap: docker
From: debian:12
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: docker
From: debian:12

%files from build
    /go/bin/tool /usr/local/bin/tool
`,
  ],

  check(recipe, report) {
    for (const { index, last, name, bootstrap, node } of recipe.stages) {
      const [first] = node.header.entries;
      if (last || name || !bootstrap || !first) continue;
      const position = index + 1;
      const end = recipe.file.text.indexOf("\n", first.span.end);
      const at = { start: end + 1, end: end + 1 };
      const lineEnd = recipe.file.text[end - 1] === "\r" ? "\r\n" : "\n";
      report(first.key.span, { position }, [{ span: at, text: `Stage: stage${position}${lineEnd}` }]);
    }
  },
});
