/** DEF010: a key in the header that the engine does not know. */

import { acceptsKeyword } from "@deftools/grammar";
import { builderWithout, currentKeywords, defineRule, isCurrentKeyword, nearest } from "@deftools/lint";

export default defineRule<{ readonly key: string; readonly builder?: string }>({
  code: "DEF010",
  name: "unknown-header-key",
  severity: "error",
  summary: "The header has a key that no engine knows.",
  why: `
The build stops with "invalid header keyword found". Keys of Singularity 2.x (\`Token\`, \`Username\`, \`Password\`, \`Version\`)
are gone: logins belong into \`apptainer registry login\`, descriptions into \`%labels\`. Where the configuration names an engine, keys that came after it count, too.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#header"],
  message: ({ key, builder }) =>
    builder === undefined ? `there is no header key "${key}"` : `${builder} has no header key "${key}"`,
  fix: { title: "use the key with the nearest name", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
«Form»: ubuntu:24.04
«Regsitry»: localhost:5000
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04
Registry: localhost:5000
`,
    },
  ],
  good: [
    `
BOOTSTRAP: docker
from: ubuntu:24.04
`,
  ],

  check(recipe, report, _options, site) {
    for (const { header } of recipe.file.stages) {
      for (const { key, colon } of header.entries) {
        if (!colon) continue;
        if (isCurrentKeyword(key.text)) {
          const builder = builderWithout((each) => acceptsKeyword(key.text, each), site);
          if (builder !== undefined) report(key.span, { key: key.text, builder });
          continue;
        }
        const meant = nearest(key.text, currentKeywords);
        report(
          key.span,
          { key: key.text },
          meant === undefined ? undefined : [{ span: key.span, text: meant }],
        );
      }
    }
  },
});
