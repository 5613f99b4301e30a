/** DEF008: a byte order mark at the start of the file. */

import { defineRule } from "@deftools/lint";

export default defineRule<Record<never, string>>({
  code: "DEF008",
  name: "byte-order-mark",
  severity: "error",
  summary: "The file begins with a byte order mark.",
  why: `
Some editors put the invisible character U+FEFF in front of a text. The engine takes it for a part of the first keyword, which it
then does not know: "invalid header keyword found".`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#header",
    "https://www.unicode.org/faq/utf_bom.html",
  ],
  message: () => "the byte order mark becomes part of the first keyword",
  fix: { title: "remove the byte order mark", safety: "safe" },

  bad: [
    {
      before: "«\uFEFF»Bootstrap: docker\nFrom: ubuntu:24.04\n",
      after: "Bootstrap: docker\nFrom: ubuntu:24.04\n",
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04
`,
  ],

  check(recipe, report) {
    for (const { code, span } of recipe.file.problems)
      if (code === "byte-order-mark") report(span, {}, [{ span, text: "" }]);
  },
});
