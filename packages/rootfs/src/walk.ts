/** The walk that every writer of images uses: the same tree always gives the same order. */

import type { ByteString, Directory, Node } from "./node.ts";
import { joinPath } from "./path.ts";

/** A node under one of its names. */
export interface Visit<Data> {
  /** Normalized; the root is "". */
  readonly path: ByteString;
  readonly node: Node<Data>;
}

/**
 * Every name of the tree, the root first: a directory before its children, children in the order of their bytes. A hard link comes
 * at each of its names. Needs no stack for deep trees.
 */
export function* walk<Data>(root: Directory<Data>): Generator<Visit<Data>> {
  const ahead: Visit<Data>[] = [{ path: "", node: root }];
  for (let visit = ahead.pop(); visit !== undefined; visit = ahead.pop()) {
    yield visit;
    const { path, node } = visit;
    if (node.kind !== "directory") continue;
    for (const name of sortedNames(node).reverse())
      ahead.push({ path: joinPath(path, name), node: node.children.get(name)! });
  }
}

/** The names in a directory in the order of their bytes, as `strcmp` has it. */
export const sortedNames = (directory: Directory<unknown>): ByteString[] =>
  [...directory.children.keys()].sort((a, b) => (a < b ? -1 : 1));
