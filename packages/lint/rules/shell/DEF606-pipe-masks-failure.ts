/** DEF606: a failure that a pipe hides from `set -e`. */

import { type Call, callsNamed, defineRule, nodesIn, scriptsOf } from "@deftools/lint";
import { stripWrappers } from "@deftools/shell";

export default defineRule<{ readonly first: string; readonly last: string }>({
  code: "DEF606",
  name: "pipe-masks-failure",
  severity: "warning",
  summary: "A pipe hides the failure of its first command, and its last command does not mind.",
  why: `
\`%post\` runs with \`-e\`, but the status of \`A | B\` is that of \`B\`. When the download fails, \`sh\` runs half a script or none at all, and the build goes on;
so it does when \`make | tee log\` fails. Write to a file first, or run the section by \`%post -c /bin/bash -e\` with \`set -o pipefail\`.`,
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL4006",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: ({ first, last }) => `a failure of "${first}" is hidden by "${last}", and does not stop the build`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «curl -fsSL https://example.org/install.sh» | sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «make -j4 2>&1» | tee make.log
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSL https://example.org/install.sh -o install.sh
    sh install.sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo y | sh install.sh
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -fsSL https://example.org/x.tar.gz | tar xz
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    set -o pipefail
    make | tee make.log
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    curl -s https://x | sh || exit 1
    true
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build", "host")) {
      if (!script.exitsOnError || callsNamed(script, "set").some(setsPipefail)) continue;
      for (const { node, context } of nodesIn(script)) {
        if (node.kind !== "pipeline" || node.negated || context.tested || context.subshell) continue;
        const names = node.commands.map(
          (each) => (each.kind === "command" ? stripWrappers(each).name : undefined) ?? "",
        );
        const [head] = node.commands;
        const first = names[0] ?? "";
        const last = names.at(-1) ?? "";
        if (head !== undefined && PRODUCERS.test(first) && names.slice(1).every((name) => PATIENT.test(name)))
          report(head.span, { first, last });
      }
    }
  },
});

/** Commands that fail for reasons of their own. */
const PRODUCERS =
  /^(?:curl|wget|make|cmake|configure|ninja|pip[\d.]*|conda|mamba|git|python[\d.]*|Rscript|R|cargo|npm|mvn|gradle|apt-get|yum|dnf)$/;
/** Commands that succeed whatever comes in, be it nothing. */
const PATIENT = /^(?:tee|sh|bash|dash|zsh|cat|tail|head|sed|awk|gawk|sort|uniq|tr|cut|wc|less|more)$/;

const setsPipefail = ({ plain }: Call): boolean => plain.arguments.some(({ text }) => text === "pipefail");
