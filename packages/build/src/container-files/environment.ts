/** `90-environment.sh`: the recipe's `%environment`, below a line that says so. */

import { type ContainerEntry, executable } from "./container-entry.ts";

/** Where the recipe's environment is in the image. */
export const environmentPath = ".singularity.d/env/90-environment.sh";

/** The file, with or without `%environment`. */
export const environment = (text: string | undefined): ContainerEntry =>
  executable(environmentPath, `${heading}${text === undefined ? "" : `\n${text}\n`}`);

const heading = "#!/bin/sh\n# The recipe's %environment follows.\n";
