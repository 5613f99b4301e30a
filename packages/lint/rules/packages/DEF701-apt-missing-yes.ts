/** DEF701: a question of apt-get that nobody answers. */

import { defineRule, isAnswered, mayBeTold, type PackageCall, packageCalls, says } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";

export default defineRule<{ readonly command: string }>({
  code: "DEF701",
  name: "apt-missing-yes",
  severity: "error",
  summary: "`apt-get` is called without the option that answers its questions.",
  why: `
It asks before it changes anything. Nobody sits at a build on a cluster or in a pipeline: without a terminal the answer is no and the build stops.`,
  sources: [
    "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    "https://github.com/hadolint/hadolint/wiki/DL3014",
  ],
  message: ({ command }) => `"${command}" may ask a question that nobody answers`,
  fix: { title: "add -y", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    «apt-get install» gcc make
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc make
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
    apt-get -qq install gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yes | apt-get install gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes
    apt-get install gcc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "apt-get", "apt", "aptitude")) {
        const { verb, step } = call;
        if (
          !ASKING.test(verb) ||
          isIdle(call) ||
          mayBeTold(
            call,
            "-y",
            "--yes",
            "--assume-yes",
            "--force-yes",
            "--assume-no",
            "-s",
            "--simulate",
            "--dry-run",
            "-d",
            "--download-only",
            "--print-uris",
          ) ||
          isAnswered(call)
        )
          continue;
        if (isQuiet(call) || isConfigured(recipe.file.text, stage)) continue;
        const at = call.verbWord.span.end;
        report(
          { start: step.plain.nameWord?.span.start ?? at, end: call.verbWord.span.end },
          { command: `${call.manager} ${verb}` },
          [{ span: { start: at, end: at }, text: " -y" }],
        );
      }
  },
});

const ASKING = /^(?:install|remove|purge|upgrade|dist-upgrade|full-upgrade|autoremove|build-dep)$/;

/** Without a package there is nothing to remove, and nothing to ask. */
const isIdle = ({ verb, packages }: PackageCall): boolean =>
  packages.length === 0 && /^(?:remove|purge|erase|uninstall|rm)$/.test(verb);

/** `-qq` answers too. */
const isQuiet = ({ options }: PackageCall): boolean =>
  options.some(({ word }) => /^-[a-z]*q[a-z]*q|^-q=2|^--quiet=2|Assume-Yes/i.test(word.text)) ||
  1 < options.filter(({ name }) => name === "-q").length;

const isConfigured = (text: string, { scripts }: Stage): boolean =>
  scripts.some((script) => says(text, script, /Assume-Yes/i));
