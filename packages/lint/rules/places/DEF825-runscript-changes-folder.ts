/** DEF825: a run script that leaves the user's folder. */

import { callsNamed, defineRule, parametersIn, scriptsOf } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import { type ShellWord, stripWrappers } from "@deftools/shell";

export default defineRule({
  code: "DEF825",
  name: "runscript-changes-folder",
  severity: "info",
  summary: "A run script changes the folder, and hands on file names that were relative to the user's.",
  why: `
Containers start in the folder the user is in, so that \`apptainer run image.sif input.txt\` finds the file. After a \`cd\` it does not. Use \`( cd … )\`, or paths of the tool in full.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#runscript"],
  message: () => `after this, relative file names among the arguments are wrong`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    «cd /opt/tool»
    exec ./tool "$@"
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec /opt/tool/tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    (cd /opt/tool && ./prepare)
    exec tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    cd "$1"
    exec tool "$2"
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run")) {
      if (/test$/.test(script.section)) continue;
      const [first] = callsNamed(script, "cd").filter(
        ({ plain, context }) =>
          moves(plain.arguments) &&
          !context.conditional &&
          !context.subshell &&
          context.inFunction === undefined,
      );
      if (first === undefined || 0 < callsNamed(script, "pwd", "popd", "realpath", "readlink").length)
        continue;
      const later = parametersIn(script).filter(({ part }) => first.command.span.end <= part.span.start);
      const keeps = parametersIn(script).some(({ part }) => part.name === "PWD" || part.name === "OLDPWD");
      if (
        !keeps &&
        !startsShell(script) &&
        later.some(({ part }) => /^[@*1-9]$/.test(part.name)) &&
        callsNamed(script, "cd").length === 1
      )
        report(first.command.span, {});
    }
  },
});

/** To a folder of the image; one that the user names is meant. */
const moves = ([folder]: readonly ShellWord[]): boolean =>
  /^\/(?:opt|usr|app|code|src|srv|var)\b/.test(folder?.value ?? "");

/** A shell is started to stay in the folder. */
const startsShell = ({ tree }: Script): boolean => {
  const last = tree.statements.at(-1)?.command;
  return last?.kind === "command" && /^(?:ba|z|da)?sh$/.test(stripWrappers(last).name ?? "");
};
