/** Numbers of SquashFS 4.0 that bound other numbers (kernel: `fs/squashfs/squashfs_fs.h`). */

/** Bytes a metadata block has before compression. */
export const metadataSize = 8192;

/** The smallest and largest data block. */
export const smallestBlock = 4096;
export const largestBlock = 1 << 20;

/** The block size of mksquashfs. */
export const defaultBlockSize = 1 << 17;

/** Bytes in a name: what Linux takes (SquashFS itself takes one more). */
export const longestName = 255;

/** Bytes in a symbolic link's target: PATH_MAX without its end mark; kernels refuse a page and more. */
export const longestTarget = 4095;

/** Bytes in the name, with its namespace, and in the value of an extended attribute (XATTR_NAME_MAX, XATTR_SIZE_MAX). */
export const longestXattrName = 255;
export const longestXattrValue = 65_536;

/** Owners and groups in one image: the superblock counts them in 16 bits. */
export const mostIds = 65_535;

/** Entries under one header of a directory. */
export const mostEntriesPerHeader = 256;

/** "No fragment" and "no xattrs" in an inode. */
export const none32 = 0xffffffff;

/** Whether a block may have this size: a power of two between the bounds. */
export const isBlockSize = (size: number): boolean =>
  Number.isInteger(Math.log2(size)) && smallestBlock <= size && size <= largestBlock;
