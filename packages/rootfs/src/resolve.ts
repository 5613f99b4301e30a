/**
 * The one resolver of paths inside an image. It cannot leave the root: it walks the tree of nodes, never the host's disk; `..` of the
 * root is the root, and absolute symbolic links start at the root again.
 */

import { Failure } from "@deftools/trouble";
import { fromByteString } from "./byte-string.ts";
import type { ByteString, Directory, Node } from "./node.ts";

/** As many symbolic links as Linux follows in one path (MAXSYMLINKS). */
export const MAX_LINKS = 40;

/** Where a path leads: a folder, a name in it, and what is there now. */
export interface Place<Data> {
  /** Absent where the way ended at the root or with `..`; `node` is the directory reached, then. */
  readonly folder: Directory<Data> | undefined;
  readonly name: ByteString;
  readonly node: Node<Data> | undefined;
}

/** Why a path leads nowhere. */
export type NoPlace = "missing" | "not-a-directory" | "too-many-links";

/**
 * Walks `path` from the root, through symbolic links.
 * `makeFolder`, where given, makes folders that are missing on the way; `followLast` follows a symbolic link at the end, too.
 */
export const resolve = <Data>(
  root: Directory<Data>,
  path: ByteString,
  {
    followLast,
    makeFolder,
  }: { readonly followLast: boolean; readonly makeFolder?: (() => Directory<Data>) | undefined },
): Place<Data> | NoPlace => {
  const above: Directory<Data>[] = [root];
  /** Names still to walk, the next one last. */
  const ahead = path.split("/").reverse();
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (1 < above.length) above.pop();
      continue;
    }
    const folder = above.at(-1)!;
    const isLast = ahead.every((rest) => rest === "" || rest === ".");
    let node = folder.children.get(name);
    if (node?.kind === "symlink" && (followLast || !isLast)) {
      links += 1;
      if (MAX_LINKS < links) return "too-many-links";
      if (node.target.startsWith("/")) above.length = 1;
      ahead.push(...node.target.split("/").reverse());
      continue;
    }
    if (isLast) return { folder, name, node };
    if (node === undefined) {
      if (makeFolder === undefined) return "missing";
      node = makeFolder();
      folder.children.set(name, node);
    }
    if (node.kind !== "directory") return "not-a-directory";
    above.push(node);
  }
  return { folder: undefined, name: "", node: above.at(-1)! };
};

/** As `resolve`, for callers that must have the place. @throws Failure "rootfs/no-such-place" naming the path and why */
export const resolveOrFail = <Data>(
  root: Directory<Data>,
  path: ByteString,
  options: Parameters<typeof resolve<Data>>[2],
): Place<Data> => {
  const place = resolve(root, path, options);
  if (typeof place !== "string") return place;
  throw new Failure("rootfs/no-such-place", `/${fromByteString(path)} in the image: ${words[place]}`);
};

const words: Readonly<Record<NoPlace, string>> = {
  missing: "a folder of the path does not exist",
  "not-a-directory": "a part of the path is no directory",
  "too-many-links": `more than ${MAX_LINKS} symbolic links on the way`,
};
