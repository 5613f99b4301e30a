/** DEF912: an SSH server in an image that has no use for one. */

import { defineRule, packageCalls, says, scriptsOf } from "@deftools/lint";
import type { Stage } from "@deftools/recipe";
import { wordValue } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF912",
  name: "ssh-server",
  severity: "info",
  summary: "An SSH server is installed.",
  why: `
Nobody logs in to a container of this kind: it runs as a process of whoever started it, without rights to open port 22 or to change users. A server adds keys that all users of the image share, and
updates to care for.`,
  sources: ["https://apptainer.org/docs/user/latest/security.html"],
  message: ({ name }) => `"${name}" serves nobody in a container that runs as its user`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y git «openssh-server»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y git openssh-client
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y openssh-server

%startscript
    exec /usr/sbin/sshd -D -p 2222 -f "$HOME/.ssh/container_sshd_config"
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last || isStarted(recipe.file.text, stage)) continue;
      for (const { packages } of packageCalls(stage, "apt-get", "apt", "yum", "dnf", "zypper", "apk"))
        for (const word of packages)
          if (/^(?:openssh-server|dropbear)$/.test(wordValue(word)))
            report(word.span, { name: wordValue(word) });
    }
  },
});

/** Whoever starts it in a run-time script, on a port of their own, knows what they do. */
const isStarted = (text: string, stage: Stage): boolean =>
  scriptsOf({ stages: [stage] }, "run").some((script) => says(text, script, /\b(?:sshd|dropbear)\b/));
