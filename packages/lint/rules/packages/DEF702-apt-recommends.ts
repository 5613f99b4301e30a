/** DEF702: packages nobody asked for. */

import { defineRule, isTold, type PackageCall, packageCalls, says } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF702",
  name: "apt-recommends",
  severity: "info",
  summary: "`apt-get install` brings recommended packages along.",
  why: `
apt installs what a package recommends as well as what it needs, which often makes an image larger by hundreds of megabytes. \`--no-install-recommends\` leaves it out;
name what you do need.`,
  sources: [
    "https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    "https://github.com/hadolint/hadolint/wiki/DL3015",
  ],
  message: ({ command }) => `"${command}" also installs what its packages merely recommend`,
  fix: { title: "leave recommended packages out", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    «apt-get install» -y gcc make
    apt-get install -y cmake
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install --no-install-recommends -y gcc make
    apt-get install --no-install-recommends -y cmake
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y --no-install-recommends gcc
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/99small
    apt-get install -y gcc
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (
        !stage.last ||
        stage.scripts.some((script) => says(recipe.file.text, script, /Install-Recommends/i))
      )
        continue;
      const calls = packageCalls(stage, "apt-get", "apt").filter(isLavish);
      const [first] = calls;
      if (first === undefined) continue;
      const { verbWord, manager, step } = first;
      // one finding for the stage, since it is one decision
      report(
        { start: step.plain.nameWord?.span.start ?? verbWord.span.start, end: verbWord.span.end },
        { command: `${manager} install` },
        calls.map(({ verbWord: { span } }) => ({
          span: { start: span.end, end: span.end },
          text: " --no-install-recommends",
        })),
      );
    }
  },
});

const isLavish = (call: PackageCall): boolean =>
  call.verb === "install" &&
  !isTold(call, "--no-install-recommends", "--install-recommends", "--reinstall", "--only-upgrade", "-d") &&
  0 < call.packages.length;
