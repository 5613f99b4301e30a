/** `90-environment.sh`: the recipe's `%environment`, below a line that says so. */

import { type ContainerEntry, executable } from "./container-entry.ts";

/** Where the recipe's environment is in the image. */
export const environmentPath = ".singularity.d/env/90-environment.sh";

/** The file, with or without `%environment`; what an image that is built upon has in it stays in front. */
export const environment = (text: string | undefined, inherited = heading): ContainerEntry =>
  executable(environmentPath, `${inherited}${text === undefined ? "" : `\n${text}\n`}`);

const heading = "#!/bin/sh\n# The recipe's %environment follows.\n";
