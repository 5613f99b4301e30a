/** Where the fragments are: 16 bytes each (`struct squashfs_fragment_entry`). */

import { record } from "./record.ts";

export const fragmentRow = record({ start: "u64", sizeWord: "u32", unused: "u32" });
