/** DEF715: a question of pacman that nobody answers. */

import { defineRule, isAnswered, mayBeTold, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly operation: string }>({
  code: "DEF715",
  name: "pacman-noconfirm",
  severity: "error",
  summary: "`pacman` is called without `--noconfirm`.",
  why: `
It asks before it changes anything, and without a terminal the build stops there.`,
  sources: ["https://man.archlinux.org/man/pacman.8"],
  message: ({ operation }) => `"pacman ${operation}" may ask a question that nobody answers`,
  fix: { title: "add --noconfirm", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: archlinux:base

%post
    «pacman -Syu» gcc
`,
      after: `
Bootstrap: docker
From: archlinux:base

%post
    pacman -Syu --noconfirm gcc
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pacman -Syu --noconfirm gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pacman -Sy
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pacman -Qi gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pacman -Ss gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yes | pacman -Scc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "pacman")) {
        const word = call.options.find(({ name }) => /^-[SRU]$/.test(name))?.word;
        if (
          word === undefined ||
          mayBeTold(call, "--noconfirm", "--print", "--print-format", "-p") ||
          isAnswered(call) ||
          /^-S[a-z]*[siglp]/.test(word.text)
        )
          continue;
        if (!mayBeTold(call, "-y", "-u", "-c") && /^-S/.test(word.text) && call.verb === "") continue;
        if (/^-Syy?$/.test(word.text) && call.verb === "") continue;
        const at = word.span.end;
        report({ start: call.step.plain.nameWord?.span.start ?? at, end: at }, { operation: word.text }, [
          { span: { start: at, end: at }, text: " --noconfirm" },
        ]);
      }
  },
});
