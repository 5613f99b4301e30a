/** DEF311: an app that cannot be run. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly app: string }>({
  code: "DEF311",
  name: "app-without-run",
  severity: "info",
  off: "strict",
  summary: "An app is installed, and has no `%apprun`.",
  why: `
\`apptainer run --app NAME\` runs the app's \`%apprun\`. Without one the app is a folder and an environment, of use with \`exec\` only.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#scif-apps"],
  message: ({ app }) => `app "${app}" has no %apprun`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%appinstall «tool»
    touch bin/tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%appinstall tool
    touch bin/tool

%apprun tool
    exec tool
`,
  ],

  check(recipe, report) {
    for (const { name, sections } of recipe.stages.flatMap(({ apps }) => apps)) {
      const install = sections.find(({ type }) => type === "appinstall");
      if (!install?.app || sections.some(({ type }) => type === "apprun" || type === "appstart")) continue;
      report(install.app.span, { app: name });
    }
  },
});
