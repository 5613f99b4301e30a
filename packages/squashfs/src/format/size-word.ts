/** How SquashFS writes the size of a data block or fragment: 24 bits of length, and a bit for "stored as it is". 0 is a hole. */

/** The word for a block of this many bytes on disk. */
export const sizeWord = (length: number, { compressed }: { readonly compressed: boolean }): number =>
  compressed ? length : length | uncompressedBit;

/** Bytes on disk. */
export const lengthOf = (word: number): number => word & (uncompressedBit - 1);

export const isCompressed = (word: number): boolean => (word & uncompressedBit) === 0;

const uncompressedBit = 1 << 24;
