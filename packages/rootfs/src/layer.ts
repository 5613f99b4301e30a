/** What one layer says, in the order of its entries: the data that merging works on. Serializable apart from `Data`. */

import type { ByteString, Directory, Node } from "./node.ts";

/** One entry of a layer. Paths are normalized: `/`-joined, no leading slash, no `.` or `..`; the root is the empty string. */
export type LayerRecord<Data> =
  | { readonly kind: "node"; readonly path: ByteString; readonly node: Exclude<Node<Data>, Directory<Data>> }
  | {
      readonly kind: "directory";
      readonly path: ByteString;
      readonly node: Omit<Directory<Data>, "children">;
    }
  | { readonly kind: "hard-link"; readonly path: ByteString; readonly target: ByteString }
  /** `.wh.NAME`: what lower layers have at `path` is gone. */
  | { readonly kind: "whiteout"; readonly path: ByteString }
  /** `.wh..wh..opq`: what lower layers have in the folder `path` is gone. */
  | { readonly kind: "opaque"; readonly path: ByteString };
