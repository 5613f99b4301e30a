/** Blocks that are used again and again. They are on shared memory, so that compression workers see them without a copy. */

export interface BlockPool {
  readonly blockSize: number;
  /** A block with any old content. */
  take(): Uint8Array;
  give(block: Uint8Array): void;
}

export const createBlockPool = (blockSize: number): BlockPool => {
  const free: Uint8Array[] = [];
  return {
    blockSize,
    take: () => free.pop() ?? new Uint8Array(new SharedArrayBuffer(blockSize)),
    give: (block) => {
      free.push(block);
    },
  };
};
