/** DEF619: a command of the build in the background. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import type { Span } from "@deftools/text";

export default defineRule({
  code: "DEF619",
  name: "background-in-build",
  severity: "warning",
  summary: "A command of `%post` runs in the background, and nothing waits for it.",
  why: `
The build does not wait: it may be over before the command is, and whether the command failed is never known.`,
  sources: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"],
  message: () => `nothing waits for this command, and its failure does not stop the build`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «make data» &
    make install
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make data &
    make install
    wait
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make data && make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%startscript
    tool &
    sleep 1
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    Xvfb :99 &
    sleep 2
    make check
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build")) {
      if (0 < callsNamed(script, "wait", "kill", "pkill", "killall", "sleep").length) continue;
      for (const { background, command, span } of script.tree.statements)
        if (background && !isAmpersandRedirect(recipe.file.text, span)) report(command.span, {});
    }
  },
});

/** What `&>` means to dash is told by another rule. */
const isAmpersandRedirect = (text: string, { end }: Span): boolean =>
  /^\s*&?>/.test(text.slice(end, end + 3));
