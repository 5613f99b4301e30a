/** DEF722: packages of other languages of no version. */

import { defineRule, isTold, packageCalls } from "@deftools/lint";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF722",
  name: "language-package-unpinned",
  severity: "info",
  off: "strict",
  summary: "npm, gem, cargo or go install packages without versions.",
  why: `
A build of next year takes other versions than a build of today. Name versions where it matters, or keep a list of them in a file. (In profile \`strict\` only: many take the newest on purpose.)`,
  sources: [
    "https://docs.npmjs.com/cli/commands/npm-install",
    "https://github.com/hadolint/hadolint/wiki/DL3016",
  ],
  message: ({ name }) => `"${name}" has no version`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    npm install -g «typescript»
    gem install «bundler»
    go install «example.org/tool@latest»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    npm install -g typescript@5.7.2
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    gem install bundler -v 2.5.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cargo install ripgrep --version 14.1.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    npm ci
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "npm", "gem", "cargo", "go")) {
        if (!INSTALLS.test(call.verb)) continue;
        if (isTold(call, "--version", "-v", "--locked", "--tag", "--rev", "--path")) continue;
        for (const word of call.packages) {
          const name = wordValue(word);
          const bare = call.manager === "go" ? /^[\w.-]+\/[^@]*$|@latest$/ : /^(?:@[\w-]+\/)?[A-Za-z][\w-]*$/;
          if (bare.test(name)) report(word.span, { name });
        }
      }
  },
});

const INSTALLS = /^(?:install|i|add)$/;
