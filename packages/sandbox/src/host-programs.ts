/** A base in which the host's own programs run: for trying a rung out, and for programs that install a tree of their own. */

import { mkdir, readlink, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bind } from "./request.ts";

/** Folders that hold the host's programs and what those need; links among them are repeated. */
const PROGRAM_FOLDERS = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix", "/gnu"];

/** Prepares a base, and gives what has to be bound over it, read-only: those folders, and `more` of the host where it is there. */
export const hostPrograms = async (base: string, more: readonly string[] = []): Promise<readonly Bind[]> => {
  const binds: Bind[] = [];
  for (const path of [...PROGRAM_FOLDERS, ...more]) {
    const target = await readlink(path).catch(() => undefined);
    if (target !== undefined) {
      await mkdir(dirname(join(base, path)), { recursive: true });
      await symlink(target, join(base, path));
    } else if (await isThere(path)) binds.push({ source: path, target: path, readOnly: true });
  }
  return binds;
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
