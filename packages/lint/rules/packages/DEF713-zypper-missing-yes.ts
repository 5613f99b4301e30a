/** DEF713: a question of zypper that nobody answers. */

import { defineRule, isAnswered, mayBeTold, type PackageCall, packageCalls } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF713",
  name: "zypper-missing-yes",
  severity: "error",
  summary: "`zypper` is called without the option that answers its questions.",
  why: `
It asks before it changes anything. Nobody sits at a build on a cluster or in a pipeline: without a terminal the answer is no and the build stops.`,
  sources: ["https://en.opensuse.org/SDB:Zypper_manual", "https://github.com/hadolint/hadolint/wiki/DL3034"],
  message: ({ command }) => `"${command}" may ask a question that nobody answers`,
  fix: { title: "add -y", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «zypper install» gcc
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    zypper install -y gcc
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    zypper -n install gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    zypper --non-interactive in gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    zypper in -y gcc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "zypper")) {
        const { verb, step } = call;
        if (
          !ASKING.test(verb) ||
          isIdle(call) ||
          mayBeTold(call, "-n", "--non-interactive", "-y", "--no-confirm", "-D", "--dry-run") ||
          isAnswered(call)
        )
          continue;

        const at = call.verbWord.span.end;
        report(
          { start: step.plain.nameWord?.span.start ?? at, end: call.verbWord.span.end },
          { command: `${call.manager} ${verb}` },
          [{ span: { start: at, end: at }, text: " -y" }],
        );
      }
  },
});

const ASKING = /^(?:install|in|update|up|dist-upgrade|dup|remove|rm|patch)$/;

/** Without a package there is nothing to remove, and nothing to ask. */
const isIdle = ({ verb, packages }: PackageCall): boolean =>
  packages.length === 0 && /^(?:remove|purge|erase|uninstall|rm)$/.test(verb);
