/** DEF705: apt, which is made for people. */

import { defineRule, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly verb: string }>({
  code: "DEF705",
  name: "apt-instead-of-apt-get",
  severity: "style",
  summary: "`apt` is used in a script; it is made for people at a terminal.",
  why: `
\`apt\` itself warns that its command line may change: options, output and questions differ between releases. \`apt-get\` and \`apt-cache\` stay as they are. Told once in a stage, of the
first call; the fix mends all.`,
  sources: [
    "https://manpages.debian.org/stable/apt/apt.8.en.html",
    "https://github.com/hadolint/hadolint/wiki/DL3027",
  ],
  message: ({ verb }) => `"apt ${verb}" is made for people; scripts use "apt-get ${verb}"`,
  fix: { title: "use apt-get", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «apt» update
    apt install -y gcc
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt list --installed
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y apt
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const calls = packageCalls(stage, "apt").flatMap(({ verb, step: { plain } }) =>
        plain.nameWord?.text === "apt" && SAME.test(verb) ? [{ verb, span: plain.nameWord.span }] : [],
      );
      const [first] = calls;
      if (first === undefined) continue;
      const edits = calls.map(({ span }) => ({ span, text: "apt-get" }));
      report(first.span, { verb: first.verb }, edits);
    }
  },
});

/** What both do alike. */
const SAME = /^(?:install|update|remove|purge|autoremove|clean|autoclean|build-dep)$/;
