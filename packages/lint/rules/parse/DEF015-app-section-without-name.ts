/** DEF015: a section of an app without the app's name. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF015",
  name: "app-section-without-name",
  severity: "error",
  summary: "A section of an app does not say which app.",
  why: `
\`%appinstall\`, \`%apprun\` and their kin belong to an app, whose name follows on the same line. Without it the build stops with
"could not be split into section name and app name".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#scif-apps"],
  message: ({ name }) => `"%${name}" does not say which app it belongs to`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

«%apprun»
    exec tool
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%apprun tool
    exec tool
`,
  ],

  check(recipe, report) {
    const places = recipe.file.problems.filter(({ code }) => code === "missing-app-name");
    for (const { sections } of recipe.file.stages)
      for (const { name, argument } of sections)
        if (!argument?.text.trim() && places.some(({ span }) => span.end === name.span.end))
          report({ start: name.span.start - 1, end: name.span.end }, { name: name.text });
  },
});
