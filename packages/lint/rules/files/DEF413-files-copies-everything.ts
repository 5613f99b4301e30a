/** DEF413: a whole folder, with all that happens to be in it. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly source: string }>({
  code: "DEF413",
  name: "files-copies-everything",
  severity: "warning",
  summary: "`%files` copies the whole current folder or the whole host.",
  why: `
Nothing is left out: there is no list of files to ignore. Apptainer 1.4.5 copies \`.\` with the recipe, \`.git\`, forgotten credentials and the images that have been built there before,
and an image that lies in its own source grows with every build.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#files",
    "https://github.com/hadolint/hadolint/wiki/DL3067",
  ],
  message: ({ source }) => `"${source}" copies all that happens to be there`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «.» /opt/study
    «./*» /opt/more
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    src /opt/study/src
    *.csv /opt/study/
`,
    `
Bootstrap: docker
From: golang:1.23
Stage: build

Bootstrap: scratch

%files from build
    / /
`,
  ],

  check(recipe, report) {
    for (const { source, from, skipped } of recipe.stages.flatMap(({ copies }) => copies))
      if (
        !from &&
        !skipped &&
        /^(?:\.\/?|(?:\.\/)?\*|\/\*?|\.\.\/?(?:\*)?|\$\{?PWD\}?\/?)$/.test(source.text)
      )
        report(source.span, { source: source.text });
  },
});
