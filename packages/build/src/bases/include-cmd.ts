/**
 * `IncludeCmd: yes`, a keyword of Singularity 2.x that no engine reads since 3.0: an image without `%runscript` runs its CMD, not its
 * ENTRYPOINT (singularity-userdocs, release 2.6, "docker bootstrap agent"). Without CMD it runs its ENTRYPOINT, without both a shell.
 */

import type { ImageConfig } from "@deftools/oci";

/** The keyword's name, in lower case. */
export const includeCmdKeyword = "includecmd";

/** Whose images have both. */
export const imageAgents: ReadonlySet<string> = new Set([
  "docker",
  "docker-archive",
  "docker-daemon",
  "oci",
  "oci-archive",
]);

/** Whether a header asks for it; as in 2.x, by any of the usual words. */
export const includesCmd = (header: readonly { readonly key: string; readonly value: string }[]): boolean =>
  header.some(({ key, value }) => key === includeCmdKeyword && /^(y|yes|true|1)$/i.test(value));

/** What the image runs then. */
export const commandAlone = ({
  entrypoint,
  cmd,
}: Pick<ImageConfig, "entrypoint" | "cmd">): Pick<ImageConfig, "entrypoint" | "cmd"> => {
  const words = cmd.length > 0 ? cmd : entrypoint;
  return { entrypoint: [], cmd: words.length > 0 ? words : ["/bin/sh"] };
};
