/** The rule of SquashFS for every block: what compression does not make smaller is stored as it is. */

/** The output, or undefined when it is no smaller than the block. */
export const shrunk = (block: Uint8Array, output: Uint8Array): Uint8Array | undefined =>
  output.length < block.length ? output : undefined;
