/** Where the inode of each number is, so that an NFS server finds files again: 8 bytes each, for inode 1, 2, …. */

import { record } from "./record.ts";

export const exportRow = record({ reference: "u64" });
