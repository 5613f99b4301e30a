/**
 * Inodes: a common head, then fields by type (kernel documentation, `filesystems/squashfs`, section 3.2). Each type has a basic and
 * an extended form; the extended one is for xattrs and for what does not fit.
 */

import { record } from "./record.ts";

/** The types of the basic forms; they also stand in directory entries. */
export const inodeType = {
  directory: 1,
  file: 2,
  symlink: 3,
  "block-device": 4,
  "character-device": 5,
  fifo: 6,
  socket: 7,
} as const;

export type InodeKind = keyof typeof inodeType;

/** An extended form has the number of the basic form plus this. */
export const extended = 7;

export const inodeHead = record({
  type: "u16",
  mode: "u16",
  uidIndex: "u16",
  gidIndex: "u16",
  mtime: "u32",
  number: "u32",
});

/** `listingSize` counts three bytes more than the listing has: the entries `.` and `..`, which are not written. */
export const directoryInode = record({
  listingBlock: "u32",
  links: "u32",
  listingSize: "u16",
  listingOffset: "u16",
  parent: "u32",
});

/** Followed by `indexes` rows of `directoryIndexRow`. */
export const extendedDirectoryInode = record({
  links: "u32",
  listingSize: "u32",
  listingBlock: "u32",
  parent: "u32",
  indexes: "u16",
  listingOffset: "u16",
  xattrs: "u32",
});

/** Followed by the name of the first entry, `nameSize` + 1 bytes. */
export const directoryIndexRow = record({ at: "u32", block: "u32", nameSize: "u32" });

/** Followed by the size words of the blocks. */
export const fileInode = record({
  start: "u32",
  fragment: "u32",
  fragmentOffset: "u32",
  size: "u32",
});

/** Followed by the size words of the blocks. */
export const extendedFileInode = record({
  start: "u64",
  size: "u64",
  sparse: "u64",
  links: "u32",
  fragment: "u32",
  fragmentOffset: "u32",
  xattrs: "u32",
});

/** Followed by the target and, in the extended form, by `xattrIndex`. */
export const symlinkInode = record({ links: "u32", targetSize: "u32" });

export const xattrIndex = record({ xattrs: "u32" });

export const deviceInode = record({ links: "u32", device: "u32" });
export const extendedDeviceInode = record({ links: "u32", device: "u32", xattrs: "u32" });

export const specialInode = record({ links: "u32" });
export const extendedSpecialInode = record({ links: "u32", xattrs: "u32" });

/** One of the words after a file inode. */
export const blockWord = record({ word: "u32" });

/** What `listingSize` counts too much. */
export const dotEntries = 3;
