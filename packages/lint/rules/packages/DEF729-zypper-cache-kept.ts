/** DEF729: caches of zypper, left in the image. */

import { appendedLine, defineRule, kindOfScript, type PackageCall, packageCalls, says } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

export default defineRule<{ readonly command: string }>({
  code: "DEF729",
  name: "zypper-cache-kept",
  severity: "info",
  summary: "Caches of zypper are left in the image.",
  why: `
zypper keeps what it learned of its repositories in \`/var/cache/zypp\`. One \`zypper clean -a\` at the end of \`%post\` is enough, since the whole section is one layer.`,
  sources: ["https://en.opensuse.org/SDB:Zypper_manual", "https://github.com/hadolint/hadolint/wiki/DL3036"],
  message: ({ command }) => `what "${command}" downloads stays in the image`,
  fix: { title: "clean up at the end of %post", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: opensuse/leap:15.6

%post
    «zypper install» -y gcc
`,
      after: `
Bootstrap: docker
From: opensuse/leap:15.6

%post
    zypper install -y gcc
    zypper clean -a
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    zypper -n in gcc && zypper clean -a
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const last = packageCalls(stage, "zypper").findLast(({ verb }) => FILLS.test(verb));
      if (last === undefined || stage.scripts.some(isCleaned(recipe.file.text, last))) continue;
      const { command, plain } = last.step;
      const at = { start: plain.nameWord?.span.start ?? command.span.start, end: last.verbWord.span.end };
      const line = "zypper clean -a";
      report(
        at,
        { command: `${last.manager} ${last.verb}` },
        line === undefined ? undefined : appendedLine(recipe.file.text, stage, { after: command.span, line }),
      );
    }
  },
});

const FILLS = /^(?:install|in|update|up|dist-upgrade|dup|refresh|ref)$/;
const CLEANS = /\bzypper\b[^\n]*\b(?:clean|cc)\b|\/var\/cache\/zypp|\/var\/cache(?:\s|$)/;

/** Whether something behind the last call cleans up; one cleaning serves the whole stage, which is one layer. */
const isCleaned =
  (text: string, { step }: PackageCall) =>
  (script: Script): boolean =>
    kindOfScript(script) === "build" && says(text, script, CLEANS, step.command.span.end + 1);
