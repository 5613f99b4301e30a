/** The door of the room: the tree of an image, layers into it, ways through it. */

export { asByteString, fromByteString, toByteString } from "./byte-string.ts";
export { decompressLayer } from "./compression.ts";
export { difference, snapshotTree } from "./difference.ts";
export type { LayerRecord } from "./layer.ts";
export { type ContentStore, layerRecords, readLayer } from "./layer-reader.ts";
export { defaultLimits, type LayerLimits } from "./limits.ts";
export { mergeLayers } from "./merge.ts";
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
export { defaultAttributes } from "./node.ts";
export { joinPath, normalizePath, splitPath } from "./path.ts";
export { readTar } from "./tar.ts";
export type { TarEntry } from "./tar-entry.ts";
export { emptyRoot, lookUp, makeDirectory, placeNode, removeAt } from "./tree.ts";
export { sortedNames, type Visit, walk } from "./walk.ts";
