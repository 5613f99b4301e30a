/** DEF601: what only bash reads, in a script of dash. */

import { dashScripts, defineRule } from "@deftools/lint";
import { bashismsIn } from "@deftools/shell";

export default defineRule<{ readonly name: string }>({
  code: "DEF601",
  name: "bashism-in-sh",
  severity: "warning",
  summary:
    "A construct of bash stands in a script that `/bin/sh` reads, and the base image's `/bin/sh` is dash.",
  why: `
On Debian and Ubuntu \`/bin/sh\` is dash. It stops at some constructs of bash and silently takes others for something else:
\`mkdir -p a/{b,c}\` makes one folder, \`echo -e\` prints its option. Run \`%post\` by \`%post -c /bin/bash -e\`, give run-time scripts a \`#!/bin/bash\`
line, or write it as POSIX does.`,
  sources: [
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    "https://github.com/apptainer/singularity/issues/2656",
    "https://mywiki.wooledge.org/Bashism",
  ],
  message: ({ name }) => `"${name}" is of bash, and this script runs by dash`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    if «[[ -d /opt/x ]]»; then echo yes; fi
    mkdir -p /opt/«{a,b}»
    set -x
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «declare» -a names
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    «function run» { tool "$@"; }
    run
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    if [[ -d /opt/x ]]; then echo yes; fi
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
#!/bin/bash
    [[ -f x ]]
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%environment
    [[ -d /opt/x ]] && export A=1
`,
    `
Bootstrap: docker
From: rockylinux:9

%post
    [[ -d /opt/x ]] || exit 1
`,
  ],

  check(recipe, report) {
    for (const script of recipe.stages.flatMap(dashScripts)) {
      const told = new Set(OF_OTHER_RULES);
      for (const { name, span } of bashismsIn(script.tree)) {
        if (told.has(name)) continue;
        told.add(name);
        report(span, { name });
      }
    }
  },
});

/** `source` and the redirections have rules of their own, which can mend them; the option of `exec` may be one of the command it starts. */
const OF_OTHER_RULES: readonly string[] = ["source", "&>", "&>>", ">& file", "exec -a"];
