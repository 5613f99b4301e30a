/** DEF704: lists of packages, left in the image. */

import { appendedLine, defineRule, kindOfScript, type PackageCall, packageCalls, says } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

export default defineRule<{ readonly command: string }>({
  code: "DEF704",
  name: "apt-lists-kept",
  severity: "info",
  summary: "Lists of packages are left in the image.",
  why: `
\`apt-get update\` fetches lists of all packages there are, some 40 MB, and nobody needs them in a finished image. One \`rm\` at the end of \`%post\` is enough, since the whole section is one
layer.`,
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://github.com/hadolint/hadolint/wiki/DL3009",
  ],
  message: ({ command }) => `what "${command}" fetches stays in the image`,
  fix: { title: "remove the lists of packages", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «apt-get update»
    apt-get install -y gcc
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc
    rm -rf /var/lib/apt/lists/*
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc
    rm -rf /var/lib/apt/lists/*
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update && apt-get install -y gcc

%post
    rm -rf /var/lib/apt/lists/*
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const last = packageCalls(stage, "apt-get", "apt").findLast(({ verb }) => FILLS.test(verb));
      if (last === undefined || stage.scripts.some(isCleaned(recipe.file.text, last))) continue;
      const { command, plain } = last.step;
      const at = { start: plain.nameWord?.span.start ?? command.span.start, end: last.verbWord.span.end };
      const line = "rm -rf /var/lib/apt/lists/*";
      report(
        at,
        { command: `${last.manager} ${last.verb}` },
        line === undefined ? undefined : appendedLine(recipe.file.text, stage, { after: command.span, line }),
      );
    }
  },
});

const FILLS = /^update$/;
const CLEANS = /\/var\/lib\/(?:apt|\{[^}]*apt)|apt\/lists|\bdistclean\b/;

/** Whether something behind the last call cleans up; one cleaning serves the whole stage, which is one layer. */
const isCleaned =
  (text: string, { step }: PackageCall) =>
  (script: Script): boolean =>
    kindOfScript(script) === "build" && says(text, script, CLEANS, step.command.span.end + 1);
