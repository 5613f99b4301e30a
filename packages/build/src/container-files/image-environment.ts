/**
 * `10-docker2singularity.sh`: the variables of the image's config. A variable that is already set wins, PATH excepted.
 *
 * Values are single-quoted, so that quotes, `$`, backticks, backslashes and newlines arrive as they are. (Apptainer 1.4 escapes
 * them twice, and one backtick costs an image all its variables.)
 */

import { type ContainerEntry, executable } from "./container-entry.ts";
import { singleQuote } from "./single-quote.ts";

/** Where the variables of the image's config are in the image. */
export const imageEnvironmentPath = ".singularity.d/env/10-docker2singularity.sh";

/** The file for a config's `Env`. Entries whose name no shell could set are left out, as the engine does. */
export const imageEnvironment = (env: readonly string[]): ContainerEntry =>
  executable(imageEnvironmentPath, `#!/bin/sh\n${env.map(assignment).join("")}`);

const assignment = (entry: string): string => {
  const equals = entry.indexOf("=");
  const name = equals === -1 ? entry : entry.slice(0, equals);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return "";
  if (equals === -1) return `export ${name}="\${${name}:-}"\n`;
  const value = singleQuote(entry.slice(equals + 1));
  if (name === "PATH") return `export PATH=${value}\n`;
  return `[ -n "\${${name}:-}" ] || ${name}=${value}\nexport ${name}\n`;
};
