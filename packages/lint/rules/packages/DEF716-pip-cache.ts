/** DEF716: a cache of pip, left in the image. */

import { defineRule, isTold, packageCalls, says } from "@deftools/lint";

export default defineRule({
  code: "DEF716",
  name: "pip-cache",
  severity: "info",
  summary: "pip keeps what it downloaded in root's home.",
  why: `
Each package pip installs is also stored in \`/root/.cache/pip\`, where no user of the image can read it. \`--no-cache-dir\`, \`PIP_NO_CACHE_DIR=1\` or one \`rm -rf ~/.cache/pip\` at the end keeps it
out.`,
  sources: [
    "https://pip.pypa.io/en/stable/topics/caching/",
    "https://github.com/hadolint/hadolint/wiki/DL3042",
  ],
  message: () => `what pip downloads also stays in /root/.cache`,
  fix: { title: "add --no-cache-dir", safety: "safe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «pip install» numpy==2.1.0
    python3 -m pip install scipy==1.14.1
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install --no-cache-dir numpy==2.1.0
    python3 -m pip install --no-cache-dir scipy==1.14.1
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install --no-cache-dir numpy==2.1.0
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install numpy==2.1.0
    rm -rf /root/.cache
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    export PIP_NO_CACHE_DIR=1
    pip install numpy
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    pip install numpy
    pip cache purge
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const calls = packageCalls(stage, "pip").filter(
        (call) =>
          call.verb === "install" && !isTold(call, "--no-cache-dir", "--no-cache", "--no-index", "--help"),
      );
      const [first] = calls;
      if (first === undefined || stage.scripts.some((script) => says(recipe.file.text, script, CLEANS)))
        continue;
      const { command, plain } = first.step;
      // one finding for the stage, which is one layer
      report(
        { start: plain.nameWord?.span.start ?? command.span.start, end: first.verbWord.span.end },
        {},
        calls.map(({ verbWord: { span } }) => ({
          span: { start: span.end, end: span.end },
          text: " --no-cache-dir",
        })),
      );
    }
  },
});

const CLEANS =
  /PIP_NO_CACHE_DIR|PIP_CACHE_DIR|pip[\d.]*\s+cache\s+purge|no-cache-dir\s+(?:true|1|yes)|(?:~|\/root|HOME\}?"?)\/\.cache|\brm\b[^\n]*\s\/root(?:\/\.?\*)?(?:\s|$)|XDG_CACHE_HOME/;
