/** DEF620: code for the machine that builds. */

import { callsIn, defineRule, scriptsOf } from "@deftools/lint";
import type { SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly option: string }>({
  code: "DEF620",
  name: "march-native",
  severity: "warning",
  summary: "`-march=native` compiles for the processor of the machine that builds.",
  why: `
An image runs on other machines than the one it was built on. Code for a newer processor stops there with "Illegal instruction". Name the oldest processor that shall run it:
\`-march=x86-64-v2\`, \`-march=haswell\`.`,
  sources: ["https://gcc.gnu.org/onlinedocs/gcc/x86-Options.html"],
  message: ({ option }) => `"${option}" makes code that other processors may not run`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure CFLAGS="-O3 «-march=native»"
    export CXXFLAGS="«-march=native»"
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure CFLAGS="-O3 -march=x86-64-v2"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    sed -i 's/-march=native//' Makefile
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make CFLAGS=-mtune=native
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    if (!/native|xHost/.test(text)) return;
    for (const script of scriptsOf(recipe, "build", "host"))
      for (const { command, plain } of callsIn(script)) {
        if (READERS.test(plain.name ?? "")) continue;
        const { start, end } = command.span;
        for (const found of text
          .slice(start, end)
          .matchAll(/(?<=[\s"'=,])-(?:(?:march|mcpu)=native|xHost)\b/g)) {
          const at = start + found.index;
          if (isInner(command, at)) continue;
          report({ start: at, end: at + found[0].length }, { option: found[0] });
        }
      }
  },
});

/** These speak of the option to take it away. */
const READERS = /^(?:sed|grep|egrep|perl|awk|echo|printf|patch)$/;

/** Inside of a substitution another command says it. */
const isInner = ({ arguments: words, assignments }: SimpleCommand, at: number): boolean =>
  [...words, ...assignments.flatMap(({ value }) => value ?? [])].some(({ parts }) =>
    parts.some(({ kind, span }) => kind === "substitution" && span.start <= at && at < span.end),
  );
