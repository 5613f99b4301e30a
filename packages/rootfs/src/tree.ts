/** Ways to read and change the tree of an image by path. Paths may be written in any form; nothing leaves the root. */

import { Failure } from "@deftools/trouble";
import { fromByteString } from "./byte-string.ts";
import { type Attributes, type ByteString, type Directory, defaultAttributes, type Node } from "./node.ts";
import { normalizePath } from "./path.ts";
import { resolve, resolveOrFail } from "./resolve.ts";

/** A tree that has nothing but its root. */
export const emptyRoot = <Data>(attributes: Partial<Attributes> = {}): Directory<Data> =>
  newDirectory({ ...defaultAttributes, ...attributes });

/**
 * What is at a path; nothing where the way there is missing, is no directory, or goes in circles.
 * A symbolic link at the end is followed, unless `followLast` is false.
 */
export const lookUp = <Data>(
  root: Directory<Data>,
  path: ByteString,
  { followLast = true }: { readonly followLast?: boolean } = {},
): Node<Data> | undefined => {
  const place = resolve(root, normalizePath(path), { followLast });
  return typeof place === "string" ? undefined : place.node;
};

/**
 * Puts a node under a path, in place of what is there; a symbolic link at the end is replaced, not followed. Parents that are missing
 * are made with `defaultAttributes` or those given.
 * @throws Failure "rootfs/no-such-place" when a parent is no directory, or the path is the root
 */
export const placeNode = <Data>(
  root: Directory<Data>,
  path: ByteString,
  node: Node<Data>,
  parents: Partial<Attributes> = {},
): void => {
  const { folder, name } = resolveOrFail(root, normalizePath(path), {
    followLast: false,
    makeFolder: () => emptyRoot(parents),
  });
  if (folder === undefined)
    throw new Failure("rootfs/no-such-place", "the root of the image cannot be replaced");
  folder.children.set(name, node);
};

/**
 * Makes sure that a directory is at a path, through a symbolic link if one is there, and returns it. One that exists stays as it is;
 * the attributes are for the one that is made, `defaultAttributes` for its missing parents.
 * @throws Failure "rootfs/no-such-place" when something else is in the way
 */
export const makeDirectory = <Data>(
  root: Directory<Data>,
  path: ByteString,
  attributes: Partial<Attributes> = {},
): Directory<Data> => {
  const { folder, name, node } = resolveOrFail(root, normalizePath(path), {
    followLast: true,
    makeFolder: () => emptyRoot(),
  });
  if (node?.kind === "directory") return node;
  if (node !== undefined || folder === undefined)
    throw new Failure(
      "rootfs/no-such-place",
      `/${fromByteString(path)} in the image is a ${node?.kind}, not a directory`,
    );
  const made = emptyRoot<Data>(attributes);
  folder.children.set(name, made);
  return made;
};

/** Takes away what is at a path, with all below it, and tells whether anything was there. The root stays, but is emptied. */
export const removeAt = <Data>(root: Directory<Data>, path: ByteString): boolean => {
  const place = resolve(root, normalizePath(path), { followLast: false });
  if (typeof place === "string" || place.node === undefined) return false;
  if (place.folder !== undefined) return place.folder.children.delete(place.name);
  root.children.clear();
  return true;
};

const newDirectory = <Data>(attributes: Attributes): Directory<Data> => ({
  kind: "directory",
  mode: attributes.mode,
  uid: attributes.uid,
  gid: attributes.gid,
  mtime: attributes.mtime,
  xattrs: attributes.xattrs,
  children: new Map(),
});
