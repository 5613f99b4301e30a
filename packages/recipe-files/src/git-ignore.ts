/** What `.gitignore` files keep out of a walk: those of the folder, of those below, and of those above up to the repository's. */

import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { WalkPorts } from "./ports.ts";

/** Whether a path is ignored. Folders are told from files, since patterns may mean only folders. */
export interface IgnoredPaths {
  readonly ignores: (path: string, kind: "file" | "folder") => boolean;
  /** The same with the file of a folder further down added. */
  readonly below: (folder: string) => Promise<IgnoredPaths>;
}

const MAX_BYTES = 1024 * 1024;

/** Nothing is ignored outside of a repository. */
export const ignoredPaths = async (ports: WalkPorts, folder: string): Promise<IgnoredPaths> => {
  const above: string[] = [];
  let inRepository = false;
  for (let at = resolve(ports.cwd, folder); ; at = dirname(at)) {
    above.unshift(at);
    inRepository = await exists(ports, join(at, ".git"));
    if (inRepository || dirname(at) === at) break;
  }
  const files = inRepository ? await Promise.all(above.map((each) => readIgnore(ports, each))) : [];
  return from(
    ports,
    files.flatMap((file) => (file ? [file] : [])),
    inRepository,
  );
};

interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

const from = (ports: WalkPorts, files: readonly IgnoreFile[], inRepository: boolean): IgnoredPaths => ({
  ignores: (path, kind) => {
    const full = resolve(ports.cwd, path);
    // the deepest file that has an opinion wins
    for (const { folder, patterns } of [...files].reverse()) {
      const inside = relative(folder, full).split(sep).join("/");
      if (inside === "" || inside.startsWith("..")) continue;
      const { ignored, unignored } = patterns.test(kind === "folder" ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  },
  below: async (folder) => {
    const file = inRepository ? await readIgnore(ports, resolve(ports.cwd, folder)) : undefined;
    return file ? from(ports, [...files, file], inRepository) : from(ports, files, inRepository);
  },
});

const readIgnore = async (ports: WalkPorts, folder: string): Promise<IgnoreFile | undefined> => {
  try {
    const bytes = await ports.readFile(join(folder, ".gitignore"), MAX_BYTES);
    return { folder, patterns: ignore().add(new TextDecoder().decode(bytes)) };
  } catch {
    // none there, or none that may be read: git passes over it, too
    return undefined;
  }
};

const exists = async (ports: WalkPorts, path: string): Promise<boolean> => {
  try {
    await ports.kindOf(path);
    return true;
  } catch {
    return false;
  }
};
