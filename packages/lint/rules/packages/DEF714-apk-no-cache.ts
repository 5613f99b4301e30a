/** DEF714: an index of packages, left in the image. */

import { defineRule, isTold, packageCalls, says } from "@deftools/lint";

export default defineRule({
  code: "DEF714",
  name: "apk-no-cache",
  severity: "info",
  summary: "`apk add` keeps the index of packages in the image.",
  why: `
With \`--no-cache\` apk reads the index of the day and stores nothing; without it needs \`apk update\` before, and both leave the index in \`/var/cache/apk\`.`,
  sources: [
    "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
    "https://github.com/hadolint/hadolint/wiki/DL3019",
  ],
  message: () => `"apk add" leaves the index of packages in the image`,
  fix: { title: "add --no-cache", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: alpine:3.21

%post
    «apk add» gcc
    apk add make
`,
      after: `
Bootstrap: docker
From: alpine:3.21

%post
    apk add --no-cache gcc
    apk add --no-cache make
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: alpine:3.21

%post
    apk add --no-cache gcc
`,
    `
Bootstrap: docker
From: alpine:3.21

%post
    apk update && apk add gcc
    rm -rf /var/cache/apk/*
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const calls = packageCalls(stage, "apk").filter(
        (call) => call.verb === "add" && !isTold(call, "--no-cache"),
      );
      const [first] = calls;
      if (first === undefined || stage.scripts.some((script) => says(recipe.file.text, script, KEEPS_CLEAN)))
        continue;
      const { verbWord, step } = first;
      // one finding for the stage, which is one layer
      report(
        { start: step.plain.nameWord?.span.start ?? verbWord.span.start, end: verbWord.span.end },
        {},
        calls.map(({ verbWord: { span } }) => ({
          span: { start: span.end, end: span.end },
          text: " --no-cache",
        })),
      );
    }
  },
});

const KEEPS_CLEAN = /var\/cache\/apk|\/var\/cache\/\*|apk\s+cache/;
