/** DEF309: a section that is carried out before what stands above it. */

import { defineRule } from "@deftools/lint";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly name: string }>({
  code: "DEF309",
  name: "section-below-post",
  severity: "style",
  off: "strict",
  summary: "`%pre`, `%setup` or `%files` stands below `%post`, and is carried out before it.",
  why: `
Wherever sections stand, the engine goes through them in its own order: \`%pre\`, the base image, \`%setup\`, \`%files\`, \`%post\`, then what is stored for later, and \`%test\`. Who reads a recipe from top to
bottom takes \`%files\` below \`%post\` for files that \`%post\` does not see, or may not overwrite.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#sections"],
  message: ({ name }) => `"%${name}" is carried out before the "%post" above it`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    sh /opt/install.sh

«%files»
    install.sh /opt/install.sh
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    install.sh /opt/install.sh

%post
    sh /opt/install.sh

%environment
    export TOOL=1
`,
  ],

  check(recipe, report) {
    for (const { sections } of recipe.stages) {
      const post = sections.findIndex(({ type }) => type === "post");
      if (post === -1) continue;
      for (const { type, name, body } of sections.slice(post + 1))
        if (/^(?:pre|setup|files)$/.test(type ?? "") && textAt(recipe.file.text, body).trim() !== "")
          report({ start: name.span.start - 1, end: name.span.end }, { name: name.text });
    }
  },
});
