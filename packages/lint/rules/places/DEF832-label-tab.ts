/** DEF832: a tab behind the name of a label. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly key: string }>({
  code: "DEF832",
  name: "label-tab",
  severity: "warning",
  summary: "A tab stands between the name and the value of a label, and becomes part of the name.",
  why: `
Only a space ends the name of a label. With a tab the name goes on, and nobody finds the label by its name.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: ({ key }) => `the tab is part of the label name that begins with "${key}"`,
  fix: { title: "put a space between key and value", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author«	»me
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Author me
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
	Author me
`,
  ],

  check(recipe, report) {
    for (const { key } of recipe.stages.flatMap(({ labels }) => labels)) {
      const tabs = /\t\s*/.exec(key.text);
      if (!tabs || tabs.index === 0) continue;
      const start = key.span.start + tabs.index;
      const span = { start, end: start + tabs[0].length };
      report(span, { key: key.text.slice(0, tabs.index) }, [{ span, text: " " }]);
    }
  },
});
