/** DEF106: an image reference with a scheme. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly scheme: string }>({
  code: "DEF106",
  name: "scheme-in-from",
  severity: "error",
  summary: "The value of `From` begins with a scheme such as `docker://`.",
  why: `
The agent is named by \`Bootstrap:\`. \`From: docker://ubuntu\` asks a registry on a host called \`docker\`, and the build stops when that name cannot be resolved.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ scheme }) => `"${scheme}" is read as the name of a host, not as a scheme`,
  fix: { title: "remove the scheme", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: «docker://»ubuntu:24.04
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
    `
Bootstrap: library
From: library://lab/tools/aligner:1.2
`,
  ],

  check(recipe, report) {
    for (const { bootstrap } of recipe.stages) {
      const from = bootstrap?.from;
      const scheme = /^[a-z][a-z-]*:\/\//.exec(from?.text ?? "")?.[0];
      if (!bootstrap || !from || !scheme || !bootstrap.image) continue;
      const span = { start: from.span.start, end: from.span.start + scheme.length };
      report(span, { scheme }, scheme === `${bootstrap.agent.text}://` ? [{ span, text: "" }] : undefined);
    }
  },
});
