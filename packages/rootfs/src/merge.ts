/**
 * Layers into one tree, oldest first, as the OCI image specification has it ("Applying Changesets",
 * https://github.com/opencontainers/image-spec/blob/main/layer.md) and `umoci unpack` does it.
 *
 * A layer is laid on in two steps. First what it hides: its whiteouts and opaque markers see lower layers only, wherever they stand
 * among the entries. Then its entries in their order:
 *
 *     there now     entry        result
 *     directory     directory    new attributes, the children stay
 *     anything      anything     replaced, with all that was below it
 *     (missing parents)          made with `defaultAttributes` and the time given
 *
 * Hard links are one node object under several names. So a later layer that replaces one name leaves the others as they were.
 */

import { Failure } from "@deftools/trouble";
import { fromByteString } from "./byte-string.ts";
import type { LayerRecord } from "./layer.ts";
import type { ByteString, Directory, Node } from "./node.ts";
import { resolve, resolveOrFail } from "./resolve.ts";
import { emptyRoot, lookUp } from "./tree.ts";

/**
 * The tree that layers make, oldest first; `onto` is laid on, and changed, where it is given. `parentTime` is the mtime of folders that
 * no layer describes (Unix seconds).
 * @throws Failure "rootfs/bad-layer" when a hard link has no target · "rootfs/no-such-place" when a parent is no directory; both name the entry
 */
export const mergeLayers = <Data>(
  layers: readonly Iterable<LayerRecord<Data>>[],
  { parentTime = 0, onto }: { readonly parentTime?: number; readonly onto?: Directory<Data> } = {},
): Directory<Data> => {
  let root = onto ?? emptyRoot<Data>({ mtime: parentTime });
  for (const layer of layers) {
    if (0 < root.children.size && hidesAnything(layer)) hideLower(root, layer);
    const near: Near<Data> = { prefix: "", children: root.children };
    for (const record of layer) root = layOn(root, record, parentTime, near);
  }
  return root;
};

/** The folder that the last entry went to: the next one mostly goes there, too, and need not be led there from the root. */
interface Near<Data> {
  /** Its path with a slash behind it; empty for the root. */
  prefix: ByteString;
  children: Directory<Data>["children"];
}

/**
 * The name of an entry that is new in the folder near. Only those go without the resolver: what is added, and replaces nothing,
 * cannot change where paths lead.
 */
const newName = (near: Near<unknown>, path: ByteString): ByteString | undefined => {
  const { prefix, children } = near;
  if (path.length <= prefix.length || !path.startsWith(prefix) || path.indexOf("/", prefix.length) !== -1)
    return undefined;
  const name = path.slice(prefix.length);
  return children.has(name) ? undefined : name;
};

/** The same name as a string of its own: engines keep the whole path for a part of it. Short parts they copy themselves. */
const alone = (name: ByteString): ByteString =>
  name.length < 13 ? name : Buffer.from(name, "latin1").toString("latin1");

const hidesAnything = (layer: Iterable<LayerRecord<unknown>>): boolean => {
  for (const { kind } of layer) if (kind === "whiteout" || kind === "opaque") return true;
  return false;
};

/**
 * Takes away what the whiteouts and markers of a layer hide. What its directories replace goes before that: otherwise a marker in a
 * new directory would reach through the symbolic link that was there.
 */
const hideLower = <Data>(root: Directory<Data>, layer: Iterable<LayerRecord<Data>>): void => {
  for (const { kind, path } of layer)
    if (kind === "directory" && lookUp(root, path, { followLast: false })?.kind !== "directory")
      hide(root, path);
  for (const { kind, path } of layer) {
    if (kind === "whiteout") hide(root, path);
    if (kind === "opaque") empty(root, path);
  }
};

/** Takes away what is at a path; nothing there is fine. */
const hide = <Data>(root: Directory<Data>, path: ByteString): void => {
  const place = resolve(root, path, { followLast: false });
  if (typeof place !== "string") place.folder?.children.delete(place.name);
};

/** Takes away what a directory has; a marker where no directory is, is fine. */
const empty = <Data>(root: Directory<Data>, path: ByteString): void => {
  const place = resolve(root, path, { followLast: true });
  if (typeof place !== "string" && place.node?.kind === "directory") place.node.children.clear();
};

/** Lays one entry on the tree and returns the root, which an entry for the root itself replaces. */
const layOn = <Data>(
  root: Directory<Data>,
  record: LayerRecord<Data>,
  parentTime: number,
  near: Near<Data>,
): Directory<Data> => {
  switch (record.kind) {
    case "whiteout":
    case "opaque":
      return root;
    case "node":
      put(root, record.path, record.node, parentTime, near);
      return root;
    case "directory": {
      if (record.path === "") return { ...record.node, children: root.children };
      const there = lookUpNear(root, record.path, near);
      const children = there?.kind === "directory" ? there.children : new Map();
      put(root, record.path, { ...record.node, children }, parentTime, near);
      return root;
    }
    case "hard-link": {
      const target = resolve(root, record.target, { followLast: false });
      const node = typeof target === "string" ? undefined : target.node;
      if (node === undefined) throw badLink(record, "does not exist");
      if (node.kind === "directory") throw badLink(record, "is a directory");
      put(root, record.path, node, parentTime, near);
      return root;
    }
  }
};

const lookUpNear = <Data>(
  root: Directory<Data>,
  path: ByteString,
  near: Near<Data>,
): Node<Data> | undefined =>
  newName(near, path) === undefined ? lookUp(root, path, { followLast: false }) : undefined;

const put = <Data>(
  root: Directory<Data>,
  path: ByteString,
  node: Node<Data>,
  parentTime: number,
  near: Near<Data>,
): void => {
  const fresh = newName(near, path);
  if (fresh !== undefined) {
    near.children.set(alone(fresh), node);
    return;
  }
  const { folder, name } = resolveOrFail(root, path, {
    followLast: false,
    makeFolder: () => emptyRoot({ mtime: parentTime }),
  });
  if (folder === undefined)
    throw new Failure("rootfs/no-such-place", "the root of the image cannot be replaced");
  folder.children.set(name, node);
  near.prefix = path.slice(0, path.lastIndexOf("/") + 1);
  near.children = folder.children;
};

const badLink = (record: { readonly path: ByteString; readonly target: ByteString }, why: string): Failure =>
  new Failure(
    "rootfs/bad-layer",
    `hard link /${fromByteString(record.path)} in a layer: its target /${fromByteString(record.target)} ${why}`,
  );
