/** DEF709: packages of no version. */

import { defineRule, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly name: string }>({
  code: "DEF709",
  name: "apt-unpinned",
  severity: "info",
  off: true,
  summary: "`apt-get install` names packages without versions.",
  why: `
A build of next year takes other versions than a build of today. Name versions where it matters, or keep a list of them in a file. (Off by default: many take the newest on purpose.)`,
  sources: [
    "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    "https://github.com/hadolint/hadolint/wiki/DL3008",
  ],
  message: ({ name }) => `"${name}" has no version`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y «gcc» make=4.3-4.1
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y gcc=4:13.2.0-7ubuntu1
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y ./tool.deb
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "apt-get", "apt", "aptitude")) {
        if (!INSTALLS.test(call.verb)) continue;
        for (const { text, span } of call.packages)
          if (/^[a-z0-9][a-z0-9+.-]*$/.test(text) && !text.endsWith(".deb")) report(span, { name: text });
      }
  },
});

const INSTALLS = /^install$/;
