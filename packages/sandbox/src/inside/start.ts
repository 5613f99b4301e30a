/** The last lines of every script: a clean environment, and the command. */

import type { RunRequest } from "../request.ts";
import { quote } from "./quote.ts";

/** The first lines: complaints of ours go to the report; the command's stdin and stderr wait on 5 and 6. */
export const OPENING = `set -eu
exec 5<&0 6>&2 2>&4 </dev/null
umask 022
`;

/** The only variable that a script needs itself. */
const OWN_VARIABLES = "PATH LC_ALL PWD OLDPWD SHLVL";

/** Takes away the environment of the script and sets that of the command. From here on, programs of the host go by absolute paths. */
export const environmentOf = ({ env = {}, umask = 0o022 }: RunRequest): string =>
  [
    `umask ${umask.toString(8).padStart(4, "0")}`,
    `unset ${OWN_VARIABLES}`,
    ...Object.entries({ PATH: DEFAULT_PATH, ...env }).map(
      ([name, value]) => `export ${name}=${quote(value)}`,
    ),
  ].join("\n");

/** What a program that is given none assumes; without it, nothing would be found. */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
