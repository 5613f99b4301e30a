/** DEF512: the environment file, written from the start again. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF512",
  name: "environment-file-overwrite",
  severity: "error",
  summary: "`> $APPTAINER_ENVIRONMENT` throws away what was written to the file before.",
  why: `
The file that \`$APPTAINER_ENVIRONMENT\` (or \`$SINGULARITY_ENVIRONMENT\`) names is read at every start. \`>\` empties it first, so that only the last of several lines is left; \`>>\` appends.`,
  sources: ["https://apptainer.org/docs/user/latest/environment_and_metadata.html"],
  message: ({ name }) => `"> ${name}" throws away what the build wrote there before`,
  fix: { title: "append to the file", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'export A=1' >> $APPTAINER_ENVIRONMENT
    echo 'export B=2' «> $APPTAINER_ENVIRONMENT»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'export A=1' >> $APPTAINER_ENVIRONMENT
    echo 'export B=2' >> $APPTAINER_ENVIRONMENT
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'export A=1' > $APPTAINER_ENVIRONMENT
    echo 'export B=2' >> $APPTAINER_ENVIRONMENT
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      let written = false;
      for (const { command } of scriptsOf({ stages: [stage] }, "build").flatMap(callsIn))
        for (const { operator, target, span } of command.redirects) {
          const name = /^"?\$\{?((?:APPTAINER|SINGULARITY)_ENVIRONMENT)\}?"?$/.exec(target?.text ?? "")?.[1];
          if (name === undefined || !operator.startsWith(">")) continue;
          if (operator === ">" && written) {
            const at = recipe.file.text.indexOf(">", span.start) + 1;
            report(span, { name }, [{ span: { start: at, end: at }, text: ">" }]);
          }
          written = true;
        }
    }
  },
});
