/** DEF710: a key for everything. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule({
  code: "DEF710",
  name: "apt-key-deprecated",
  severity: "info",
  summary: "`apt-key` makes a key good for every repository, and is gone from current releases.",
  why: `
A key added by \`apt-key\` may sign packages of any repository. The program was removed after Debian 12 and Ubuntu 24.04. Put the key into \`/etc/apt/keyrings\` and name it by \`signed-by\` in the line
of the repository.`,
  sources: [
    "https://manpages.debian.org/bookworm/apt/apt-key.8.en.html",
    "https://wiki.debian.org/DebianRepository/UseThirdParty",
  ],
  message: () => `"apt-key" trusts the key for every repository, and is gone from current releases`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSL https://example.org/key.asc | «apt-key» add -
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSL https://example.org/key.asc -o /etc/apt/keyrings/x.asc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-key list
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { plain } of callsNamed(script, "apt-key"))
        if (plain.nameWord && plain.arguments.some(({ text }) => /^(?:add|adv)$/.test(text)))
          report(plain.nameWord.span, {});
  },
});
