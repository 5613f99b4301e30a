/** A host of a few files in memory: links are to be followed, so only what a path leads to is there. */

import type { HostFiles, HostStat } from "../../src/host-files/host-files.ts";

/** Paths with a final slash are folders; values are contents. Folders on the way are there by themselves. */
export const memoryHost = (
  files: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, Partial<HostStat>>> = {},
): HostFiles => {
  const stats = new Map<string, HostStat>();
  const add = (path: string, kind: HostStat["kind"], size: number): void => {
    stats.set(path, {
      kind,
      mode: kind === "file" ? 0o644 : 0o755,
      size,
      mtime: 1000,
      identity: path,
      ...changes[path],
    });
  };
  for (const [path, content] of Object.entries(files)) {
    const names = path.replace(/\/$/, "").split("/");
    for (let depth = 1; depth < names.length; depth += 1)
      add(names.slice(0, depth).join("/"), "directory", 0);
    add(names.join("/"), path.endsWith("/") ? "directory" : "file", content.length);
  }
  const plain = (path: string): string => path.replace(/\/\.(?=\/|$)/g, "").replace(/\/+$/, "");
  return {
    stat: async (path) => stats.get(plain(path)),
    list: async (path) => {
      const folder = path === "" ? "" : `${plain(path)}/`;
      return [...stats.keys()].flatMap((name) =>
        name.startsWith(folder) && name !== folder && !name.slice(folder.length).includes("/")
          ? [name.slice(folder.length)]
          : [],
      );
    },
    open: async function* (path) {
      yield Buffer.from(files[plain(path)] ?? "");
    },
  };
};
