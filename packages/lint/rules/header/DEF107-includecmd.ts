/** DEF107: a header key that nothing reads. */

import { engine } from "@deftools/grammar";
import { defineRule, wholeLines } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF107",
  name: "includecmd",
  severity: "warning",
  summary: "`IncludeCmd` has had no effect since Singularity 3.0.",
  why: `
Singularity 2 took the \`CMD\` of a Docker image for the runscript if \`IncludeCmd\` was \`yes\`. All later engines accept the key and read it nowhere; Apptainer 1.4.5
makes a label of it. Without a \`%runscript\` they take over both \`ENTRYPOINT\` and \`CMD\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/appendix.html#docker-bootstrap-agent",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/pkg/build/types/parser/deffile.go",
  ],
  message: () => "no engine since Singularity 3.0 reads this key",
  fix: { title: "remove the line", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04
«IncludeCmd»: yes
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    if (engine(id)?.anyKeyword) return;
    for (const { key, colon, span } of recipe.file.stages.flatMap(({ header }) => header.entries)) {
      if (!colon || key.text.toLowerCase() !== "includecmd") continue;
      const lines = wholeLines(recipe.file.text, span);
      report(key.span, {}, lines && [{ span: lines, text: "" }]);
    }
  },
});
