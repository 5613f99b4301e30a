/** Numbers the inodes of a tree: every directory after what is in it, entries in byte order, a hard link once. */

import type { ByteString, Directory, Node } from "@deftools/rootfs";
import { assert, Failure } from "@deftools/trouble";
import { longestName } from "../format/limits.ts";

export interface InodeOrder<Data> {
  /** The node of inode 1, 2, …; the root is last. */
  readonly nodes: readonly Node<Data>[];
  readonly numbers: ReadonlyMap<Node<Data>, number>;
  /** How many names a node has, where it is more than one. */
  readonly links: ReadonlyMap<Node<Data>, number>;
  readonly parents: ReadonlyMap<Directory<Data>, Directory<Data>>;
  /** The names in a directory, sorted. */
  readonly names: ReadonlyMap<Directory<Data>, readonly ByteString[]>;
}

/** @throws Failure "squashfs/bad-name" for a name no Linux file can have */
export const orderInodes = <Data>(root: Directory<Data>): InodeOrder<Data> => {
  const nodes: Node<Data>[] = [];
  const numbers = new Map<Node<Data>, number>();
  const links = new Map<Node<Data>, number>();
  const parents = new Map<Directory<Data>, Directory<Data>>();
  const names = new Map<Directory<Data>, readonly ByteString[]>();

  const number = (node: Node<Data>): void => {
    nodes.push(node);
    numbers.set(node, nodes.length);
  };

  const numberLeaves = (directory: Directory<Data>): void => {
    for (const name of names.get(directory) ?? []) {
      const node = directory.children.get(name);
      if (node === undefined || node.kind === "directory") continue;
      if (numbers.has(node)) links.set(node, (links.get(node) ?? 1) + 1);
      else number(node);
    }
  };

  // A stack of its own: trees from outside may be deeper than the stack of the engine.
  const open: Opened<Data>[] = [];
  const enter = (directory: Directory<Data>): void => {
    assert(!names.has(directory), "a directory has one place in a tree");
    const sorted = [...directory.children.keys()].sort(byBytes);
    for (const name of sorted) checkName(name);
    names.set(directory, sorted);
    open.push({ directory, next: 0 });
  };

  enter(root);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const name = names.get(top.directory)?.[top.next];
    if (name === undefined) {
      numberLeaves(top.directory);
      number(top.directory);
      open.pop();
      continue;
    }
    top.next += 1;
    const node = top.directory.children.get(name);
    if (node?.kind !== "directory") continue;
    parents.set(node, top.directory);
    enter(node);
  }
  return { nodes, numbers, links, parents, names };
};

interface Opened<Data> {
  readonly directory: Directory<Data>;
  next: number;
}

const byBytes = (a: ByteString, b: ByteString): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const checkName = (name: ByteString): void => {
  if (name === "" || name === "." || name === ".." || /[/\0]/.test(name))
    throw new Failure("squashfs/bad-name", `${JSON.stringify(name)} cannot be the name of a file`);
  if (longestName < name.length)
    throw new Failure(
      "squashfs/bad-name",
      `a name of ${name.length} bytes is longer than the ${longestName} a file system takes: ${JSON.stringify(name)}`,
    );
};
