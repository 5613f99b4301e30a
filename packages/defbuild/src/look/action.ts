/** What a look does in an image, as the words of one command: the image's environment is read, then the action taken. */

import { type ActionName, actionScript } from "@deftools/build";
import type { LentShell } from "./lent-shell.ts";

interface Action {
  readonly name: ActionName;
  readonly args: readonly string[];
  /** Variables that were asked for; they win over those of the image. */
  readonly env: Readonly<Record<string, string>>;
  /** For images without a shell. */
  readonly lent: LentShell | undefined;
}

/** The command. */
export const actionCommand = ({ name, args, env, lent }: Action): readonly [string, ...string[]] => {
  const script = actionScript(
    name,
    Object.entries(env)
      .map(([key, value]) => `export ${key}=${quoted(value)}\n`)
      .join(""),
  );
  if (lent === undefined) return ["/bin/sh", "-c", script, "sh", ...args];
  return [...lent.command, "-c", `${ownRunscript}${script.replace(RUN, RUN_LENT)}`, "sh", ...args];
};

const quoted = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** No program can be started by `#!/bin/sh` where there is none, so the runscript is read by the shell that is lent. */
const RUN = /exec (\/\.singularity\.d\/runscript) "\$@"/;
const RUN_LENT = "own_runscript $1 || exit 255; . $1";

/** Engines run such images by a shell of their own if the runscript is the generated one, which has this line. */
const ownRunscript = `own_runscript() {
  while IFS= read -r line; do
    [ "$line" != 'eval "set \${SINGULARITY_OCI_RUN}"' ] || return 0
  done <"$1"
  echo "the image has no /bin/sh, which its runscript needs; engines cannot run it either" >&2
  return 1
}
`;
