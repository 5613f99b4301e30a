/** DEF719: a question of conda that nobody answers. */

import { defineRule, isAnswered, mayBeTold, type PackageCall, packageCalls, says } from "@deftools/lint";

export default defineRule<{ readonly command: string }>({
  code: "DEF719",
  name: "conda-missing-yes",
  severity: "warning",
  summary: "`conda` is called without the option that answers its questions.",
  why: `
It asks before it changes anything. Nobody sits at a build on a cluster or in a pipeline: without a terminal it cannot ask, with one it waits.`,
  sources: ["https://docs.conda.io/projects/conda/en/stable/commands/install.html"],
  message: ({ command }) => `"${command}" may ask a question that nobody answers`,
  fix: { title: "add -y", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «conda install» numpy=2.1.0
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda install -y numpy=2.1.0
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda install -y numpy=2.1.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    yes | conda install numpy
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda env create -f environment.yml
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    conda config --set always_yes yes
    conda install numpy
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export CONDA_ALWAYS_YES=1
    conda create -n tool
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const call of packageCalls(stage, "conda", "mamba", "micromamba")) {
        const { verb, step } = call;
        if (
          !ASKING.test(verb) ||
          isIdle(call) ||
          mayBeTold(call, "-y", "--yes", "-h", "--help", "--dry-run", "-d", "--json", "-q=y") ||
          isAnswered(call)
        )
          continue;
        if (stage.scripts.some((script) => says(recipe.file.text, script, /always_yes|ALWAYS_YES/))) continue;
        if (step.plain.arguments.some(({ text }) => /^-[a-z]*y[a-z]*$/.test(text))) continue;
        const at = call.verbWord.span.end;
        report(
          { start: step.plain.nameWord?.span.start ?? at, end: call.verbWord.span.end },
          { command: `${call.manager} ${verb}` },
          [{ span: { start: at, end: at }, text: " -y" }],
        );
      }
  },
});

const ASKING = /^(?:install|create|remove|uninstall|update|upgrade|clean|env remove)$/;

/** Without a package there is nothing to remove, and nothing to ask. */
const isIdle = ({ verb, packages }: PackageCall): boolean =>
  packages.length === 0 && /^(?:remove|purge|erase|uninstall|rm)$/.test(verb);
