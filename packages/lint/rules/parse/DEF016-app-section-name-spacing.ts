/** DEF016: more than one space before the name of an app. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly name: string; readonly app: string }>({
  code: "DEF016",
  name: "app-section-name-spacing",
  severity: "error",
  summary: "More than one space stands between the section and the app's name.",
  why: `
The engine cuts the line at single spaces, so that two of them leave an empty name for the app, and the build stops with
"no BuildApp record for app".`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#scif-apps"],
  message: ({ name, app }) => `the second space makes the app of "%${name}" an empty name, not "${app}"`,
  fix: { title: "use one space", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%apprun«   »tool
    exec tool
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%apprun tool
    exec tool
`,
    },
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
    for (const { sections } of recipe.file.stages) {
      for (const { name, argument } of sections) {
        const app = argument?.text.trim() ?? "";
        if (!argument || app === "" || !places.some(({ span }) => span.end === name.span.end)) continue;
        const end = argument.span.start + argument.text.indexOf(app);
        const span = { start: name.span.end, end };
        report(span, { name: name.text, app: app.split(/\s/, 1)[0] ?? "" }, [{ span, text: " " }]);
      }
    }
  },
});
