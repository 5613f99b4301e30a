/** The tree of an image. Names, paths and link targets are byte strings: one character per byte (latin1), never decoded. */

/** Bytes as a string of characters 0–255. */
export type ByteString = string;

/** What every node has. */
export interface Attributes {
  /** Permission bits with set-id and sticky, 0–0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970, rounded down; may be negative. */
  readonly mtime: number;
  /** Sorted by name. */
  readonly xattrs: readonly Xattr[];
}

export interface Xattr {
  /** With its namespace: `security.capability`. */
  readonly name: ByteString;
  readonly value: Uint8Array;
}

/** A node of the tree. One object under several names is a hard link. `Data` tells where a file's content is. */
export type Node<Data> = Directory<Data> | RegularFile<Data> | SymbolicLink | Device | Special;

export interface Directory<Data> extends Attributes {
  readonly kind: "directory";
  readonly children: Map<ByteString, Node<Data>>;
}

export interface RegularFile<Data> extends Attributes {
  readonly kind: "file";
  /** In bytes, holes included. */
  readonly size: number;
  readonly data: Data;
}

export interface SymbolicLink extends Attributes {
  readonly kind: "symlink";
  readonly target: ByteString;
}

export interface Device extends Attributes {
  readonly kind: "character-device" | "block-device";
  readonly major: number;
  readonly minor: number;
}

export interface Special extends Attributes {
  readonly kind: "fifo" | "socket";
}

/** What a folder has that nobody described: 0755, owned by root, at the epoch. */
export const defaultAttributes: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: 0, xattrs: [] };
