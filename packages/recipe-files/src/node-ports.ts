/** Folders of this machine, by Node. */

import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FolderEntry, WalkPorts } from "./ports.ts";

/** Paths are meant from `cwd`. */
export const folderPorts = (cwd: string): Pick<WalkPorts, "kindOf" | "list"> => ({
  kindOf: async (path) => ((await stat(resolve(cwd, path))).isDirectory() ? "folder" : "file"),
  list: async (path) => listFolder(resolve(cwd, path)),
});

const listFolder = async (path: string): Promise<readonly FolderEntry[]> => {
  const entries = await readdir(path, { withFileTypes: true });
  return Promise.all(
    entries.map(async (entry): Promise<FolderEntry> => {
      if (entry.isFile()) return { name: entry.name, kind: "file" };
      if (entry.isDirectory()) return { name: entry.name, kind: "folder" };
      if (!entry.isSymbolicLink()) return { name: entry.name, kind: "other" };
      // a broken link is `other` too: whoever walks has no use for it
      const target = await stat(join(path, entry.name)).catch(() => undefined);
      return { name: entry.name, kind: target?.isFile() ? "file" : "other" };
    }),
  );
};
