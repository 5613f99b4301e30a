/** DEF711: a question of dnf that nobody answers. */

import { defineRule, isAnswered, mayBeTold, type PackageCall, packageCalls, says } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF711",
  name: "dnf-missing-yes",
  severity: "error",
  summary: "`dnf` is called without the option that answers its questions.",
  why: `
It asks before it changes anything. Nobody sits at a build on a cluster or in a pipeline: without a terminal the answer is no and the build stops.`,
  sources: [
    "https://dnf.readthedocs.io/en/latest/command_ref.html",
    "https://github.com/hadolint/hadolint/wiki/DL3038",
  ],
  message: ({ command }) => `"${command}" may ask a question that nobody answers`,
  fix: { title: "add -y", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «dnf install» gcc make
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    dnf install -y gcc make
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: rockylinux:9

%post
    dnf -y install gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yum install --assumeyes gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yes | yum install gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo assumeyes=1 >> /etc/yum.conf
    yum install gcc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "yum", "dnf")) {
        const { verb, step } = call;
        if (
          !ASKING.test(verb) ||
          isIdle(call) ||
          mayBeTold(call, "-y", "--assumeyes", "--assumeno", "--downloadonly", "-q=y") ||
          isAnswered(call)
        )
          continue;
        if (stage.scripts.some((script) => says(recipe.file.text, script, /assumeyes\s*=/i))) continue;
        const at = call.verbWord.span.end;
        report(
          { start: step.plain.nameWord?.span.start ?? at, end: call.verbWord.span.end },
          { command: `${call.manager} ${verb}` },
          [{ span: { start: at, end: at }, text: " -y" }],
        );
      }
  },
});

const ASKING =
  /^(?:install|remove|erase|update|upgrade|upgrade-minimal|localinstall|reinstall|downgrade|swap|groupinstall|builddep|autoremove|group install|groups install|module (?:enable|install|reset|disable))$/;

/** Without a package there is nothing to remove, and nothing to ask. */
const isIdle = ({ verb, packages }: PackageCall): boolean =>
  packages.length === 0 && /^(?:remove|purge|erase|uninstall|rm)$/.test(verb);
