/** The door of the room: the tree of an image, layers into it, ways through it. */

export type { LayerRecord } from "./layer.ts";
export type {
  Attributes,
  ByteString,
  Device,
  Directory,
  Node,
  RegularFile,
  Special,
  SymbolicLink,
  Xattr,
} from "./node.ts";
