/** DEF001: a section that no engine knows, or not the one that builds. */

import { known, section } from "@deftools/grammar";
import { builderWithout, defineRule, misreadSections } from "@deftools/lint";

export default defineRule<{ readonly name: string; readonly builder?: string }>({
  code: "DEF001",
  name: "unknown-section",
  severity: "error",
  summary: "A section has a name that does not exist.",
  why: `
The engine reads no further: the build stops with "invalid section(s) specified". Versions before 3.0 passed over such
sections without a word, so old recipes may carry one. Where the configuration names an engine, sections that came after it count, too.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#sections",
    "https://github.com/apptainer/singularity/issues/1097",
  ],
  message: ({ name, builder }) =>
    builder === undefined ? `there is no section "%${name}"` : `${builder} has no section "%${name}"`,
  fix: { title: "use the section with the nearest name", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

«%tests»
    true

«%enviroment»
    export LC_ALL=C
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%test
    true

%environment
    export LC_ALL=C
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%Post
    true
`,
  ],

  check(recipe, report, _options, site) {
    for (const { kind, section: node, span, meant } of misreadSections(recipe)) {
      if (kind !== "unknown") continue;
      const edits = meant === undefined ? undefined : [{ span: node.name.span, text: meant }];
      report(span, { name: node.name.text }, edits);
    }
    for (const { name, type } of recipe.stages.flatMap(({ sections }) => sections)) {
      const row = type && section(type);
      const builder = row && builderWithout((each) => known(row.versions, each), site);
      if (builder !== undefined)
        report({ start: name.span.start - 1, end: name.span.end }, { name: name.text, builder });
    }
  },
});
