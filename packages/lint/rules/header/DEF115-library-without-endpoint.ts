/** DEF115: a library image where no library is configured. */

import { engine } from "@deftools/grammar";
import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly image: string }>({
  code: "DEF115",
  name: "library-without-endpoint",
  severity: "info",
  summary: "The agent `library` is used without naming a server, and Apptainer knows none by itself.",
  why: `
A fresh Apptainer has no default library: version 1.4.5 stops with "remote has no library client". Everybody who builds must configure one first, or the header names it by \`Library:\`.
SingularityCE asks the library of its maker.`,
  sources: [
    "https://apptainer.org/docs/user/latest/endpoint.html#no-default-remote",
    "https://apptainer.org/docs/user/latest/appendix.html#library-bootstrap-agent",
  ],
  message: ({ image }) => `"${image}" does not say which library server has it, and Apptainer has no default`,

  bad: [
    `
Bootstrap: library
From: «lab/tools/aligner:1.2»
`,
  ],
  good: [
    `
Bootstrap: library
From: lab/tools/aligner:1.2
Library: https://library.example.org
`,
    `
Bootstrap: library
From: library://library.example.org/lab/tools/aligner:1.2
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    if (engine(id)?.family !== "apptainer") return;
    for (const { bootstrap, header } of recipe.stages) {
      const from = bootstrap?.from;
      if (bootstrap?.agent.text !== "library" || !from || header.get("library")?.value) continue;
      if (!/^library:\/\/[^/]*[.:][^/]*\//.test(from.text)) report(from.span, { image: from.text });
    }
  },
});
