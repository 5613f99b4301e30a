/** The folder of one build for what goes away with it. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { removeUnfinished, unfinishedName } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";

/** Makes it, and removes those of builds that were killed. @throws Failure "defbuild/no-temporary-folder" */
export const makeTemporaryFolder = async (parent: string): Promise<string> => {
  await removeUnfinished(parent, "defbuild");
  const folder = join(parent, unfinishedName("defbuild"));
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure("defbuild/no-temporary-folder", `cannot make a folder in ${parent}: ${error.code}`, {
      cause: error,
      hint: "choose another with --tmpdir",
    });
  });
  return folder;
};
