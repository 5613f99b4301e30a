/** DEF515: a Python that sees the user's own packages. */

import { defineRule, packageCalls, says } from "@deftools/lint";

export default defineRule({
  code: "DEF515",
  name: "python-user-site",
  severity: "info",
  off: "hpc",
  summary: "Python packages are installed, and nothing keeps the user's own `~/.local` out.",
  why: `
The home folder of the host is mounted into the container, and Python looks into \`~/.local/lib\` before its own packages: what a user once installed there breaks the image for them.
\`export PYTHONNOUSERSITE=1\` in \`%environment\` keeps it out.`,
  sources: [
    "https://docs.python.org/3/using/cmdline.html#envvar-PYTHONNOUSERSITE",
    "https://github.com/nipreps/fmriprep/issues/1103",
  ],
  message: () => `the user's own ~/.local packages come before those of the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «pip install numpy==2.1.0»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    export PYTHONNOUSERSITE=1

%post
    pip install numpy==2.1.0
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const [first] = packageCalls(stage, "pip", "conda", "mamba", "micromamba").filter(({ verb }) =>
        /^(?:install|create|env create)$/.test(verb),
      );
      if (first === undefined) continue;
      const kept = stage.scripts.some((script) =>
        says(recipe.file.text, script, /PYTHONNOUSERSITE|python3? -[IsE]/),
      );
      if (!kept) report(first.step.command.span, {});
    }
  },
});
