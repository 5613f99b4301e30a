/** DEF821: a run script that drops its arguments. */

import { callsIn, callsNamed, defineRule, usesArguments } from "@deftools/lint";
import type { Script } from "@deftools/recipe";

export default defineRule({
  code: "DEF821",
  name: "runscript-ignores-arguments",
  severity: "info",
  summary: "`%runscript` does not look at its arguments.",
  why: `
What users write behind \`apptainer run image.sif\` reaches the script as \`"$@"\`. A script that never names it throws their options and files away without a word.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#runscript"],
  message: () => `%runscript drops the arguments its users give`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

«%runscript»
    exec /opt/tool/tool --fast
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec /opt/tool/tool --fast "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    echo 'this image has no default program'
    cat /opt/README
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec /bin/bash
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      const scripts = stage.scripts.filter(({ section }) => section === "runscript");
      const [first] = scripts;
      if (
        first === undefined ||
        scripts.some(({ dialect }) => dialect === "other") ||
        scripts.some(usesArguments)
      )
        continue;
      if (
        !scripts.some(startsProgram) ||
        scripts.some((script) => 0 < callsNamed(script, "shift", "getopts").length)
      )
        continue;
      report({ start: first.node.name.span.start - 1, end: first.node.name.span.end }, {});
    }
  },
});

/** Shells and texts are started for their own sake. */
const NO_PROGRAM =
  /^(?:echo|printf|cat|cd|export|exit|set|unset|true|:|\.|source|test|\[|ls|pwd|date|sleep|bash|sh|zsh|fish|env|printenv|eval|read|alias|mkdir|if|command|which|help|conda|module|ulimit|return|umask)$/;

const startsProgram = (script: Script): boolean =>
  callsIn(script).some(
    ({ plain: { name, nameWord } }) => nameWord !== undefined && !NO_PROGRAM.test(name ?? ""),
  );
