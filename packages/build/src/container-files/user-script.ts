/** `%runscript`, `%startscript` and `%test` as files: a first line that names the interpreter, a blank line, the text. */

import type { PlannedScript } from "../build-plan.ts";
import { type ContainerEntry, executable } from "./container-entry.ts";

/** The script of a section at its place. */
export const userScript = (path: string, { shebang, body }: PlannedScript): ContainerEntry =>
  executable(path, `${shebang}\n\n${body}\n`);

/** Where `%startscript` is in the image. */
export const startscriptPath = ".singularity.d/startscript";

/** Where `%test` is in the image. */
export const testPath = ".singularity.d/test";

/** The start script of an image that has none: an instance of it only waits. */
export const emptyStartscript = (): ContainerEntry =>
  executable(startscriptPath, "#!/bin/sh\n# No %startscript was given.\n");
