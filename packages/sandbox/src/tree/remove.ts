/** Removing trees whose files belong to ids that only the root of a rung may touch. */

import type { SandboxPorts } from "../ports.ts";
import { runProgram } from "../process.ts";
import type { UsableRung } from "../rung.ts";
import { driverOf } from "../rungs.ts";

/** Removes a tree that `extractTree` wrote for the same rung. @throws Failure "sandbox/program-failed" */
export const removeTree = async (
  ports: SandboxPorts,
  { directory, rung }: { readonly directory: string; readonly rung: Pick<UsableRung, "name"> },
): Promise<void> => removeFolder(directory, await driverOf(rung.name).world(ports));

/** Removes a folder with all in it; `world` starts a command as who may. @throws Failure "sandbox/program-failed" */
export const removeFolder = (folder: string, world: readonly string[]): Promise<void> =>
  runProgram([...world, "/bin/sh", "-c", REMOVE, "sh", folder], `remove the folder ${folder}`);

/** Folders that nobody may read are opened first, for rungs whose root is only an ordinary user. */
const REMOVE = `rm -rf -- "$1" 2>/dev/null || { chmod -R u+rwX "$1"; rm -rf -- "$1"; }`;
