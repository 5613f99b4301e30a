/** The identity of an image: a UUID that depends on what is in it, and on nothing else. */

import type { Directory } from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";
import { treeHash } from "./tree-hash.ts";

/**
 * A UUID of version 8 (RFC 9562, 5.8) from the tree, contents by their hashes, and the texts beside it.
 * The codec counts through `texts` only.
 */
export const imageId = (root: Directory<PlacedFile>, texts: readonly string[]): Uint8Array => {
  const id = treeHash(root, texts, { times: true }).subarray(0, 16);
  id[6] = (id[6]! & 0x0f) | 0x80;
  id[8] = (id[8]! & 0x3f) | 0x80;
  return id;
};
