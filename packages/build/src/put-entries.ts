/** Container files into a tree. */

import {
  type Attributes,
  type Directory,
  lookUp,
  makeDirectory,
  placeNode,
  toByteString,
} from "@deftools/rootfs";
import type { ContainerEntry } from "./container-files/container-entry.ts";

/** Puts every entry in its place, owned by root, at the time given. `store` takes a file's bytes and tells where they are. */
export const putEntries = async <Data>(
  root: Directory<Data>,
  entries: readonly ContainerEntry[],
  { time, store }: { readonly time: number; readonly store: (bytes: Uint8Array) => Promise<Data> },
): Promise<void> => {
  const attributes = (mode: number): Attributes => ({ mode, uid: 0, gid: 0, mtime: time, xattrs: [] });
  for (const entry of entries) {
    const path = toByteString(entry.path);
    switch (entry.kind) {
      case "directory":
        makeFolder(root, path, attributes(0o755));
        break;
      case "symlink":
        placeNode(root, path, {
          kind: "symlink",
          ...attributes(0o777),
          target: toByteString(entry.target),
        });
        break;
      case "file": {
        const bytes = Buffer.from(entry.text);
        placeNode(root, path, {
          kind: "file",
          ...attributes(entry.mode),
          size: bytes.length,
          data: await store(bytes),
        });
      }
    }
  }
};

/** A folder the engine must have: a link that leads nowhere, or anything else that is no folder, gives way to it. */
const makeFolder = <Data>(root: Directory<Data>, path: string, attributes: Attributes): void => {
  const there = lookUp(root, path);
  if (there?.kind === "directory") return;
  if (lookUp(root, path, { followLast: false }) === undefined) makeDirectory(root, path, attributes);
  else placeNode(root, path, { kind: "directory", ...attributes, children: new Map() });
};
