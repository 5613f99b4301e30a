/** DEF018: double braces around an argument that the engine does not take for a placeholder. */

import { defineRule } from "@deftools/lint";
import { argumentsOf } from "@deftools/recipe";
import { textAt } from "@deftools/text";

export default defineRule<{ readonly text: string }>({
  code: "DEF018",
  name: "malformed-placeholder",
  severity: "warning",
  summary: "Double braces around an argument hold more than its name, and stay as they are.",
  why: `
A placeholder is \`{{ NAME }}\`: letters, digits and underscores, with blanks around them at most. Apptainer 1.4.5 leaves \`{{ a-b }}\`,
\`{{ .X }}\`, \`{{ $X }}\` and \`{{ A B }}\` in the text without a warning.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
    "https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/build/args/reader.go",
  ],
  message: ({ text }) => `"${text}" is no placeholder, and is not replaced`,
  fix: { title: "leave nothing but the name in the placeholder", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04
    TOOL_PREFIX=/opt

%post
    ./configure --prefix=«{{ TOOL-PREFIX }}»/«{{ $RELEASE }}»
`,
      after: `
Bootstrap: docker
From: ubuntu:{{ RELEASE }}

%arguments
    RELEASE=24.04
    TOOL_PREFIX=/opt

%post
    ./configure --prefix={{ TOOL_PREFIX }}/{{ RELEASE }}
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%arguments
    RELEASE=24.04

%post
    echo {{RELEASE}} '{{ .Release }}'
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const { definitions } = argumentsOf(recipe, stage);
      if (definitions.size === 0) continue;
      for (const { 0: text, 1: inner = "", index } of textAt(recipe.file.text, stage.node.span).matchAll(
        BRACES,
      )) {
        const name = definedName(inner, definitions);
        if (name === undefined || /^\w+$/.test(inner)) continue;
        const start = stage.node.span.start + index;
        const span = { start, end: start + text.length };
        report(span, { text }, /^\w+$/.test(name) ? [{ span, text: `{{ ${name} }}` }] : undefined);
      }
    }
  },
});

/** The argument that is meant, without the dots and dollars of other template languages, and with `_` for a dash. */
const definedName = (inner: string, definitions: ReadonlyMap<string, unknown>): string | undefined => {
  const bare = inner.replace(/^[.$]+/, "");
  return [bare, bare.replaceAll("-", "_")].find((name) => definitions.has(name));
};

/** One line at most, and no braces within. */
const BRACES = /\{\{[ \t]*([^{}\s]+)[ \t]*\}\}/g;
