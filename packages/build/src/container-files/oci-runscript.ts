/**
 * The runscript of an image that has none of its own, from its config's Entrypoint and Cmd: the entry point, then the user's
 * arguments if there are any, else the command.
 *
 * Two behaviours of the engine are kept, because scripts in the field rely on them: words are evaluated by the shell unless
 * `SINGULARITY_NO_EVAL` is set (`--no-eval`, `--compat`), and the line `eval "set …"` is the mark by which the engine runs this
 * file with its own shell, so that images without a shell can be run.
 */

import { type ContainerEntry, executable } from "./container-entry.ts";
import { singleQuote } from "./single-quote.ts";

/** Where the runscript is in the image. */
export const runscriptPath = ".singularity.d/runscript";

/** The runscript for an entry point and a command; either may be empty. */
export const ociRunscript = (entrypoint: readonly string[], cmd: readonly string[]): ContainerEntry =>
  executable(
    runscriptPath,
    `#!/bin/sh
OCI_ENTRYPOINT=${evaluated(entrypoint)}
OCI_CMD=${evaluated(cmd)}

# With SINGULARITY_NO_EVAL every word is passed on as it is written.
if [ -n "\${SINGULARITY_NO_EVAL:-}" ]; then
${literal(entrypoint, cmd)}    exec "$@"
fi

# Otherwise the shell evaluates the words, the user's arguments included.
if [ $# -gt 0 ]; then
    OCI_ARGUMENTS=""
    for argument in "$@"; do
        OCI_ARGUMENTS="\${OCI_ARGUMENTS} \\"\${argument}\\""
    done
else
    OCI_ARGUMENTS="\${OCI_CMD}"
fi
SINGULARITY_OCI_RUN="\${OCI_ENTRYPOINT} \${OCI_ARGUMENTS}"

# The engine looks for exactly this line.
eval "set \${SINGULARITY_OCI_RUN}"
exec "$@"
`,
  );

/** The words as one text that `eval` splits again: each in double quotes, so that nothing in it is special. */
const evaluated = (words: readonly string[]): string =>
  singleQuote(words.map((word) => `"${word.replace(/[\\"`$]/g, "\\$&")}"`).join(" "));

const literal = (entrypoint: readonly string[], cmd: readonly string[]): string => {
  const lines: string[] = [];
  if (cmd.length > 0)
    lines.push("    if [ $# -eq 0 ]; then", `        set -- ${cmd.map(singleQuote).join(" ")}`, "    fi");
  if (entrypoint.length > 0) lines.push(`    set -- ${entrypoint.map(singleQuote).join(" ")} "$@"`);
  return lines.map((line) => `${line}\n`).join("");
};
