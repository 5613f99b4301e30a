/**
 * A folder of this process's own, `sandbox-HOST-PID-RANDOM`: for a sandbox, a trial, or a tree that is being written. When a process is
 * killed, processes and mounts end by themselves, and its folder stays; the next one in the same place, on the same machine, removes it.
 */

import { mkdtemp, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { makeFolder } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import { removeFolder } from "./tree/remove.ts";

/** Makes one, after folders of dead processes were removed. `world` starts a command that may remove what is in them. */
export const makeOwnFolder = async (workDirectory: string, world: readonly string[]): Promise<string> => {
  await makeFolder(workDirectory);
  for (const name of await readdir(workDirectory))
    if (isAbandoned(name)) await removeIfOurs(join(workDirectory, name), world);
  return mkdtemp(join(workDirectory, `${ownPrefix()}${process.pid}-`));
};

/** Process ids mean nothing on another machine, so its folders are left alone. */
const ownPrefix = (): string => `sandbox-${hostname().replaceAll(/[^A-Za-z0-9.]/g, "_")}-`;

const isAbandoned = (name: string): boolean => {
  if (!name.startsWith(ownPrefix())) return false;
  const pid = Number(/^(\d+)-/.exec(name.slice(ownPrefix().length))?.[1]);
  return Number.isSafeInteger(pid) && pid !== process.pid && !isAlive(pid);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not being allowed to signal it proves that it is there.
    return error instanceof Error && "code" in error && error.code !== "ESRCH";
  }
};

/** Another user's folder, or one of another rung's, is not ours to complain about. */
const removeIfOurs = async (folder: string, world: readonly string[]): Promise<void> => {
  try {
    await removeFolder(folder, world);
  } catch (error) {
    if (!isFailure(error, "sandbox/program-failed")) throw error;
  }
};
