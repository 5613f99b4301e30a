/** DEF312: a shell chosen for a section of an app, which nobody asks. */

import { defineRule } from "@deftools/lint";
import { wordsOf } from "@deftools/recipe";

export default defineRule<{ readonly section: string }>({
  code: "DEF312",
  name: "app-shell-ignored",
  severity: "warning",
  summary: "An argument such as `-c /bin/bash` behind the name of an app has no effect.",
  why: `
\`-c SHELL\` is read for \`%pre\`, \`%setup\` and \`%post\`. Behind an app's name all is passed over: with \`%appinstall x -c /bin/bash\` Apptainer 1.4.5 runs the
commands by \`/bin/sh\`, as a part of \`%post\`.`,
  sources: [
    "https://github.com/sylabs/singularity/issues/1943",
    "https://apptainer.org/docs/user/latest/definition_files.html#scif-apps",
  ],
  message: ({ section }) => `"%${section}" takes nothing but the name of the app`,
  fix: { title: "remove the argument", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%appinstall tool «-c /bin/bash»
    touch bin/tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%appinstall tool
    touch bin/tool
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%appinstall tool # -c /bin/bash
    touch bin/tool
`,
  ],

  check(recipe, report) {
    for (const section of recipe.stages.flatMap(({ sections }) => sections)) {
      const [app, first] = wordsOf(section);
      const last = wordsOf(section).at(-1);
      if (!section.app || !app || !first?.text.startsWith("-") || !last) continue;
      const cut = { start: app.span.end, end: last.span.end };
      report({ start: first.span.start, end: last.span.end }, { section: section.name.text }, [
        { span: cut, text: "" },
      ]);
    }
  },
});
