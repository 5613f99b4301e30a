/** A tree as a hash: its names, attributes, and contents by theirs. */

import { createHash } from "node:crypto";
import { type Directory, type Node, walk } from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";

interface Options {
  /** Whether times count. Some ask what a tree is, others what a program in it would most likely see in it. */
  readonly times: boolean;
}

/** SHA-256 of a tree and of texts beside it. */
export const treeHash = (
  root: Directory<PlacedFile>,
  texts: readonly string[],
  { times }: Options,
): Buffer => {
  const hash = createHash("sha256");
  let said = "";
  const say = (value: unknown): void => {
    said += `${JSON.stringify(value)}\n`;
    // each call costs as much as hashing a hundred entries
    if (said.length < MANY) return;
    hash.update(said);
    said = "";
  };
  const linked = nodesWithManyNames(root);
  const first = new Map<Node<PlacedFile>, string>();
  for (const { path, node } of walk(root)) {
    const same = first.get(node);
    if (same === undefined && linked.has(node)) first.set(node, path);
    say([path, same ?? describe(node, times)]);
  }
  for (const text of texts) say(text);
  return hash.update(said).digest();
};

/** Characters. */
const MANY = 1 << 16;

/** Found first, so that the paths of all others need not be kept. */
const nodesWithManyNames = (root: Directory<PlacedFile>): ReadonlySet<Node<PlacedFile>> => {
  const seen = new Set<Node<PlacedFile>>();
  const linked = new Set<Node<PlacedFile>>();
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop())
    for (const node of folder.children.values())
      if (node.kind === "directory") open.push(node);
      else if (seen.has(node)) linked.add(node);
      else seen.add(node);
  return linked;
};

const describe = (node: Node<PlacedFile>, times: boolean): readonly unknown[] => {
  const { kind, mode, uid, gid, mtime } = node;
  const xattrs = node.xattrs.map(({ name, value }) => [name, Buffer.from(value).toString("base64")]);
  return [kind, mode, uid, gid, times ? mtime : 0, xattrs, ...own(node)];
};

const own = (node: Node<PlacedFile>): readonly unknown[] => {
  switch (node.kind) {
    case "file":
      return [node.size, node.data.file.hash];
    case "symlink":
      return [node.target];
    case "character-device":
    case "block-device":
      return [node.major, node.minor];
    default:
      return [];
  }
};
