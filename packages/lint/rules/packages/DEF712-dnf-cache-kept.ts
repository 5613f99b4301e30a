/** DEF712: caches of dnf, left in the image. */

import { appendedLine, defineRule, kindOfScript, type PackageCall, packageCalls, says } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

export default defineRule<{ readonly command: string }>({
  code: "DEF712",
  name: "dnf-cache-kept",
  severity: "info",
  summary: "Caches of dnf are left in the image.",
  why: `
dnf keeps what it downloaded and what it learned of its repositories in \`/var/cache\`, often 100 MB and more. One \`dnf clean all\` at the end of \`%post\` is enough, since the whole section is one layer.`,
  sources: [
    "https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command",
    "https://github.com/hadolint/hadolint/wiki/DL3040",
  ],
  message: ({ command }) => `what "${command}" downloads stays in the image`,
  fix: { title: "clean up at the end of %post", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: rockylinux:9

%post
    «dnf install» -y gcc
`,
      after: `
Bootstrap: docker
From: rockylinux:9

%post
    dnf install -y gcc
    dnf clean all
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    dnf install -y gcc
    dnf clean all
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yum -y install gcc && yum clean all
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const last = packageCalls(stage, "yum", "dnf", "microdnf").findLast(({ verb }) => FILLS.test(verb));
      if (last === undefined || stage.scripts.some(isCleaned(recipe.file.text, last))) continue;
      const { command, plain } = last.step;
      const at = { start: plain.nameWord?.span.start ?? command.span.start, end: last.verbWord.span.end };
      const line = last.step.plain.nameWord?.value === last.manager ? `${last.manager} clean all` : undefined;
      report(
        at,
        { command: `${last.manager} ${last.verb}` },
        line === undefined ? undefined : appendedLine(recipe.file.text, stage, { after: command.span, line }),
      );
    }
  },
});

const FILLS = /^(?:install|update|upgrade|groupinstall|localinstall|group install|builddep)$/;
const CLEANS =
  /\b(?:yum|dnf|microdnf)\b[^\n]*\bclean\b|\/var\/cache\/(?:yum|dnf|\*|libdnf5)|\/var\/cache(?:\s|$)/;

/** Whether something behind the last call cleans up; one cleaning serves the whole stage, which is one layer. */
const isCleaned =
  (text: string, { step }: PackageCall) =>
  (script: Script): boolean =>
    kindOfScript(script) === "build" && says(text, script, CLEANS, step.command.span.end + 1);
