/** DEF838: a label of `%labels` that `%post` has written before. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";

export default defineRule<{ readonly label: string }>({
  code: "DEF838",
  name: "label-set-in-post",
  severity: "warning",
  summary: "`%post` has written a label already, and `%labels` replaces none.",
  why: `
Labels come from the base image, then from the lines that \`%post\` writes to the file \`$APPTAINER_LABELS\`, then from \`%labels\`; and what is there stays, with a warning that is easy to miss, unless the image is built
with \`--force\`.`,
  sources: [
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/metadata.go",
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html",
  ],
  message: ({ label }) => `the label "${label}" keeps the value that %post writes`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo "Version 2.0" >> $APPTAINER_LABELS

%labels
    «Version» 1.0
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo "Commit $(git rev-parse HEAD)" >> "$APPTAINER_LABELS"

%labels
    Version 1.0
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last || stage.labels.length === 0) continue;
      const written = labelsWritten(stage);
      for (const { key } of stage.labels) if (written.has(key.text)) report(key.span, { label: key.text });
    }
  },
});

/** The first words of what goes into the file of labels. */
const labelsWritten = (stage: Stage): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { command, plain } of scriptsOf({ stages: [stage] }, "build").flatMap(callsIn)) {
    const isWritten = command.redirects.some(({ target }) =>
      /^"?\$\{?(?:APPTAINER|SINGULARITY)_LABELS\}?"?$/.test(target?.text ?? ""),
    );
    if (!isWritten) continue;
    const text = plain.arguments.find(({ text }) => !text.startsWith("-"))?.text;
    const name = /^["']?([\w.-]+)(?=\s|["']?$)/.exec(text ?? "")?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
};
