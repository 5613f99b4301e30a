/** DEF410: files from somebody's home. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly source: string }>({
  code: "DEF410",
  name: "files-outside-project",
  severity: "info",
  summary: "`%files` copies from a home folder, which others do not have.",
  why: `
A recipe is read again by others, and on other machines. \`~\` and \`$HOME\` of a source are those of whoever builds: where the path does not exist, Apptainer 1.4.5 stops with "cp: cannot stat".
Files beside the recipe travel with it.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ source }) => `"${source}" exists on some machines only`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «/home/me/study/data.csv» /opt/data.csv
    «~/model.bin» /opt/model.bin
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    data.csv /opt/data.csv
    /etc/localtime /etc/localtime
`,
    `
Bootstrap: docker
From: ubuntu:24.04
Stage: build

Bootstrap: docker
From: ubuntu:24.04

%files from build
    /home/builder/tool /opt/tool
`,
  ],

  check(recipe, report) {
    for (const { source, from, skipped } of recipe.stages.flatMap(({ copies }) => copies))
      if (!from && !skipped && PERSONAL.test(source.text)) report(source.span, { source: source.text });
  },
});

const PERSONAL = /^(?:~|\$\{?HOME\}?|\/(?:home|Users)\/[^/]+|\/root)(?:\/|$)/;
