/** The identity of an image: a UUID that depends on what is in it, and on nothing else. */

import { createHash } from "node:crypto";
import { type Directory, type Node, walk } from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";

/**
 * A UUID of version 8 (RFC 9562, 5.8) from the tree, contents by their hashes, and the texts beside it.
 * The codec counts through `texts` only.
 */
export const imageId = (root: Directory<PlacedFile>, texts: readonly string[]): Uint8Array => {
  const hash = createHash("sha256");
  const say = (value: unknown): void => {
    hash.update(JSON.stringify(value)).update("\n");
  };
  const first = new Map<Node<PlacedFile>, string>();
  for (const { path, node } of walk(root)) {
    const same = first.get(node);
    if (same === undefined) first.set(node, path);
    say([path, same ?? describe(node)]);
  }
  for (const text of texts) say(text);
  const id = hash.digest().subarray(0, 16);
  id[6] = (id[6]! & 0x0f) | 0x80;
  id[8] = (id[8]! & 0x3f) | 0x80;
  return id;
};

const describe = (node: Node<PlacedFile>): readonly unknown[] => {
  const { kind, mode, uid, gid, mtime } = node;
  const xattrs = node.xattrs.map(({ name, value }) => [name, Buffer.from(value).toString("base64")]);
  return [kind, mode, uid, gid, mtime, xattrs, ...own(node)];
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
