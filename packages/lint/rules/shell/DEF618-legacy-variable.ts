/** DEF618: a variable by its old name. */

import { defineRule, parametersIn } from "@deftools/lint";

export default defineRule<{ readonly name: string; readonly now: string }>({
  code: "DEF618",
  name: "legacy-variable",
  severity: "info",
  off: true,
  summary: "A variable of the engine is used by its `SINGULARITY_` name.",
  why: `
Apptainer sets \`APPTAINER_ROOTFS\`, \`APPTAINER_ENVIRONMENT\` and their kin, and for now the old names too. SingularityCE knows the old names only, so this rule is for
those who build by Apptainer alone.`,
  sources: ["https://apptainer.org/docs/user/latest/singularity_compatibility.html"],
  message: ({ name, now }) => `"${name}" is called "${now}" today`,
  fix: { title: "use the new name", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%setup
    mkdir \${«SINGULARITY_ROOTFS»}/data
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%setup
    mkdir \${APPTAINER_ROOTFS}/data
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%setup
    mkdir \${APPTAINER_ROOTFS}/data
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo $SINGULARITY_VERSION
`,
  ],

  check(recipe, report) {
    for (const script of recipe.stages.flatMap(({ scripts }) => scripts))
      for (const { part } of parametersIn(script)) {
        const now = part.name.replace("SINGULARITY_", "APPTAINER_");
        if (!RENAMED.has(now) || now === part.name) continue;
        const at = recipe.file.text.indexOf(part.name, part.span.start);
        const span = { start: at, end: at + part.name.length };
        report(span, { name: part.name, now }, [{ span, text: now }]);
      }
  },
});

const RENAMED: ReadonlySet<string> = new Set([
  "APPTAINER_ROOTFS",
  "APPTAINER_ENVIRONMENT",
  "APPTAINER_NAME",
  "APPTAINER_CONTAINER",
]);
