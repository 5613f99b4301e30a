/** DEF720: packages of conda, stored twice,, left in the image. */

import { appendedLine, defineRule, kindOfScript, type PackageCall, packageCalls, says } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

export default defineRule<{ readonly command: string }>({
  code: "DEF720",
  name: "conda-cache-kept",
  severity: "info",
  summary: "Archives of packages are left in the image by conda.",
  why: `
conda keeps the archive of each package it installed in \`pkgs\`, and files of versions that no environment has any more; often several gigabytes. One \`conda clean -afy\` at the end of \`%post\` is enough, since the whole section is one layer.`,
  sources: ["https://docs.conda.io/projects/conda/en/stable/commands/clean.html"],
  message: ({ command }) => `what "${command}" downloads stays in the image, too`,
  fix: { title: "clean up at the end of %post", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: condaforge/miniforge3:24.9.2-0

%post
    «conda install» -y numpy=2.1.0
`,
      after: `
Bootstrap: docker
From: condaforge/miniforge3:24.9.2-0

%post
    conda install -y numpy=2.1.0
    conda clean -afy
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda install -y numpy
    conda clean -afy
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mamba install -y numpy && mamba clean --all -y
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const last = packageCalls(stage, "conda", "mamba", "micromamba").findLast(({ verb }) =>
        FILLS.test(verb),
      );
      if (last === undefined || stage.scripts.some(isCleaned(recipe.file.text, last))) continue;
      const { command, plain } = last.step;
      const at = { start: plain.nameWord?.span.start ?? command.span.start, end: last.verbWord.span.end };
      const line =
        last.step.plain.nameWord?.value === undefined
          ? undefined
          : `${last.step.plain.nameWord.text} clean -afy`;
      report(
        at,
        { command: `${last.manager} ${last.verb}` },
        line === undefined ? undefined : appendedLine(recipe.file.text, stage, { after: command.span, line }),
      );
    }
  },
});

const FILLS = /^(?:install|create|update|upgrade|env create|env update)$/;
const CLEANS = /\bclean\b|\bpkgs\b/;

/** Whether something behind the last call cleans up; one cleaning serves the whole stage, which is one layer. */
const isCleaned =
  (text: string, { step }: PackageCall) =>
  (script: Script): boolean =>
    kindOfScript(script) === "build" && says(text, script, CLEANS, step.command.span.end + 1);
