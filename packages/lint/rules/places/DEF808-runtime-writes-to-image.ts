/** DEF808: a script that writes into the image. */

import { type Call, callsIn, callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import { optionsOf, type ShellWord, type SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly path: string }>({
  code: "DEF808",
  name: "runtime-writes-to-image",
  severity: "info",
  summary: "A run-time script writes to a folder of the image, which is read-only then.",
  why: `
A container's own file system is read-only unless somebody starts it with \`--writable-tmpfs\` or an overlay. Write below \`$PWD\`, \`$HOME\` or \`/tmp\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/docker_and_oci.html",
    "https://apptainer.org/docs/user/latest/persistent_overlays.html",
  ],
  message: ({ path }) => `"${path}" is in the image, which is read-only at run time`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    mkdir -p «/opt/tool/cache»
    exec tool "$@" > «/var/log/tool.log»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    mkdir -p "$HOME/cache"
    exec tool "$@" > /tmp/tool.log
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    mkdir -p /opt/tool/cache
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    touch /var/lib/tool/probe 2> /dev/null
    if ! mkdir /opt/tool/cache; then echo "start me with --writable-tmpfs" >&2; fi
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run")) {
      if (/test$/.test(script.section)) continue;
      for (const { command, plain, context } of callsIn(script)) {
        if (context.inFunction !== undefined || context.tested || isSilenced(command)) continue;
        for (const word of [...made(plain), ...redirected(command)])
          if (word.value !== undefined && IN_IMAGE.test(word.value) && !isAskedFor(script, word.value))
            report(word.span, { path: word.value });
      }
    }
  },
});

const IN_IMAGE = /^\/(?:opt|usr|etc|var(?!\/(?:tmp|run))|bin|sbin|lib|lib64|srv)\//;

/** `2> /dev/null`: the failure is expected. */
const isSilenced = ({ redirects }: SimpleCommand): boolean =>
  redirects.some(
    ({ descriptor, operator, target }) =>
      (descriptor === "2" || operator.startsWith("&")) && target?.value === "/dev/null",
  );

/** `[ -f /opt/x ]`: the script itself finds out whether it could write there. */
const isAskedFor = (script: Script, path: string): boolean =>
  callsNamed(script, "[", "test").some(({ plain }) => plain.arguments.some(({ value }) => value === path));

const made = ({ name = "", arguments: words }: Call["plain"]): readonly ShellWord[] => {
  const { operands } = optionsOf(words, { valued: ["-t", "-m"] });
  if (/^(?:mkdir|touch|tee)$/.test(name)) return operands;
  return /^(?:cp|mv|ln)$/.test(name) && 1 < operands.length ? operands.slice(-1) : [];
};

const redirected = ({ redirects }: SimpleCommand): readonly ShellWord[] =>
  redirects.flatMap(({ operator, target }) => (/^&?>/.test(operator) && target ? [target] : []));
