/** DEF111: a header key in other letters than the documentation has. */

import { headerKeyword } from "@deftools/grammar";
import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly key: string; readonly usual: string }>({
  code: "DEF111",
  name: "header-key-case",
  severity: "info",
  off: true,
  summary: "A header key is not spelled as the documentation spells it.",
  why: `
The case of a key does not matter to the engine, so that \`BootStrap\`, \`bootstrap\` and \`Bootstrap\` are found side by side. One spelling is easier to search for.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ key, usual }) => `"${key}" is usually written "${usual}"`,
  fix: { title: "write the key as the documentation does", safety: "safe" },

  bad: [
    {
      before: `
«BootStrap»: docker
«from»: ubuntu:24.04
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
`,
    },
  ],
  good: [
    `
Bootstrap: zypper
OSVersion: 15.6
OtherURL3: https://example.org/extra
`,
  ],

  check(recipe, report) {
    for (const { key, colon } of recipe.file.stages.flatMap(({ header }) => header.entries)) {
      const name = headerKeyword(key.text)?.name;
      if (!colon || name === undefined) continue;
      const usual = name.replace(/\d+$/, /\d+$/.exec(key.text)?.[0] ?? "");
      if (key.text !== usual) report(key.span, { key: key.text, usual }, [{ span: key.span, text: usual }]);
    }
  },
});
