/** DEF622: quotes in the argument of a section, which make one name of a program and its options. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly section: string; readonly argument: string }>({
  code: "DEF622",
  name: "shell-argument-quoted",
  severity: "error",
  summary: "The shell behind `-c` is quoted together with its options.",
  why: `
The engine puts all behind \`-c\` and the name of the script into one line for \`/bin/sh\`, quotes included: \`%post -c "/bin/bash -e"\` looks for a program called \`/bin/bash -e\`, and Apptainer 1.4.5 stops with
"/bin/bash -e: not found" when the base image has been fetched. Options are written without quotes.`,
  sources: [
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/stage.go",
    "https://apptainer.org/docs/user/latest/definition_files.html#post",
  ],
  message: ({ section, argument }) => `"%${section}" looks for a program called ${argument}`,
  fix: { title: "remove the quotes", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post -c «"/bin/bash -e"»
    echo hello
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    echo hello
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    echo hello
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c "/bin/bash" -e
    echo hello
`,
  ],

  check(recipe, report) {
    for (const { type, argument } of recipe.stages.flatMap(({ sections }) => sections)) {
      if (!argument || !/^(?:pre|setup|post)$/.test(type ?? "")) continue;
      const found = QUOTED.exec(argument.text.split("#", 1)[0] ?? "");
      if (!found) continue;
      const start = argument.span.start + found.index + (found[1]?.length ?? 0);
      const span = { start, end: start + (found[2]?.length ?? 0) };
      report(span, { section: type ?? "", argument: found[2] ?? "" }, [{ span, text: found[4] ?? "" }]);
    }
  },
});

/** `-c "PROGRAM OPTION"` */
const QUOTED = /^(.*?(?:^|\s)-c\s+)((["'])([^"']*\S\s+\S[^"']*)\3)/;
