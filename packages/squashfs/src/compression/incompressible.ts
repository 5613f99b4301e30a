/**
 * A quick look at whether deflate could shrink a block at all: archives, pictures and packages are a good part of real images, and
 * libdeflate is no faster on them than on text. Only arithmetic on the bytes, so the answer is the same on every machine.
 */

/** Whether every window has bytes as even as noise, and strings of four do not come again. */
export const isIncompressible = (block: Uint8Array): boolean => {
  if (block.length < windowSize) return false;
  for (let start = 0; start + windowSize <= block.length; start += windowSize)
    if (entropy(block, start) < noisyEntropy) return false;
  return !repeats(block);
};

/** Bytes. Deflate adapts its codes about as often. */
const windowSize = 16_384;

/** Bits per byte; 16 KiB of perfect noise measure 7.989. */
const noisyEntropy = 7.97;

const entropy = (block: Uint8Array, start: number): number => {
  const counts = new Uint32Array(256);
  for (let at = start; at < start + windowSize; at++) counts[block[at] ?? 0]! += 1;
  let bits = 0;
  for (const count of counts) if (0 < count) bits -= count * Math.log2(count / windowSize);
  return bits / windowSize;
};

/** Deflate finds strings again that begin at most 32 KiB back; noise repeats four bytes only by chance. */
const repeats = (block: Uint8Array): boolean => {
  const lastSeen = new Int32Array(1 << tableBits).fill(-1);
  let matches = 0;
  for (let at = 0; at + 4 <= block.length; at++) {
    const slot = Math.imul(word(block, at), 0x9e3779b1) >>> (32 - tableBits);
    const before = lastSeen[slot] ?? -1;
    if (0 <= before && at - before < 32_768 && word(block, before) === word(block, at)) matches += 1;
    lastSeen[slot] = at;
  }
  return block.length / 200 < matches;
};

const tableBits = 14;

const word = (block: Uint8Array, at: number): number =>
  block[at]! | (block[at + 1]! << 8) | (block[at + 2]! << 16) | (block[at + 3]! << 24);
