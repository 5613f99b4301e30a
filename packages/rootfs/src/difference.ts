/**
 * What makes one tree of another, as a layer. Every folder on the way to a change is described; what is gone, or gives way to another
 * kind of node, is whited out first. So no path of the layer leads through a symbolic link of either tree.
 */

import type { LayerRecord } from "./layer.ts";
import type { ByteString, Directory, Node } from "./node.ts";
import { joinPath } from "./path.ts";
import { sortedNames } from "./walk.ts";

/** The layer; empty when nothing changed. Nodes that are the same object are the same, and so are equal ones with the same `Data`. */
export const difference = <Data>(
  before: Directory<Data>,
  after: Directory<Data>,
): readonly LayerRecord<Data>[] => {
  const records: LayerRecord<Data>[] = [];
  const names = new Map<Node<Data>, ByteString>();

  const put = (path: ByteString, node: Exclude<Node<Data>, Directory<Data>>): void => {
    const first = names.get(node);
    if (first === undefined) names.set(node, path);
    records.push(
      first === undefined ? { kind: "node", path, node } : { kind: "hard-link", path, target: first },
    );
  };
  /** Tells whether anything below the folder was written. */
  const compare = (path: ByteString, old: Directory<Data> | undefined, now: Directory<Data>): boolean => {
    const at = records.length;
    const { children: _, ...node } = now;
    records.push({ kind: "directory", path, node });
    for (const name of old === undefined ? [] : sortedNames(old))
      if (!now.children.has(name)) records.push({ kind: "whiteout", path: joinPath(path, name) });
    for (const name of sortedNames(now)) {
      const [was, is] = [old?.children.get(name), now.children.get(name)];
      if (is !== undefined) compareNode(joinPath(path, name), was, is);
    }
    if (records.length > at + 1 || old === undefined || !hasSameAttributes(old, now)) return true;
    records.pop();
    return false;
  };
  const compareNode = (path: ByteString, was: Node<Data> | undefined, is: Node<Data>): void => {
    if (was !== undefined && was.kind !== is.kind) records.push({ kind: "whiteout", path });
    if (is.kind === "directory") compare(path, was?.kind === "directory" ? was : undefined, is);
    else if (was === undefined || !isSame(was, is)) put(path, is);
  };
  compare("", before, after);
  return records;
};

/** A tree of its own folders, with the same nodes in them: it stays as it is when the other is changed. */
export const snapshotTree = <Data>(root: Directory<Data>): Directory<Data> => ({
  ...root,
  children: new Map(
    [...root.children].map(([name, node]) => [name, node.kind === "directory" ? snapshotTree(node) : node]),
  ),
});

const isSame = <Data>(a: Node<Data>, b: Node<Data>): boolean => {
  if (a === b) return true;
  if (a.kind !== b.kind || !hasSameAttributes(a, b)) return false;
  if (a.kind === "file" && b.kind === "file") return a.data === b.data;
  if (a.kind === "symlink" && b.kind === "symlink") return a.target === b.target;
  if ("major" in a && "major" in b) return a.major === b.major && a.minor === b.minor;
  return a.kind === "fifo" || a.kind === "socket";
};

const hasSameAttributes = (a: Node<unknown>, b: Node<unknown>): boolean =>
  a.mode === b.mode &&
  a.uid === b.uid &&
  a.gid === b.gid &&
  a.mtime === b.mtime &&
  a.xattrs.length === b.xattrs.length &&
  a.xattrs.every(({ name, value }, index) => {
    const other = b.xattrs[index];
    return other?.name === name && Buffer.compare(other.value, value) === 0;
  });
