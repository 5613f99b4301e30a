/**
 * A quick look at whether deflate could shrink a block at all: archives, pictures and packages are a good part of real images, and
 * libdeflate is no faster on them than on text. Only arithmetic on the bytes, so the answer is the same on every machine. It looks at
 * samples: on noise, looking at every byte took three quarters of the time that deflating takes.
 */

/** Whether bytes are as even as noise in every window, and strings of four do not come again. */
export const isIncompressible = (block: Uint8Array): boolean => {
  if (block.length < windowSize) return false;
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  for (let start = 0; start + windowSize <= block.length; start += windowSize)
    if (mostOfProbe < commonest(view, start, probeSize)) return false;
  for (let start = 0; start + windowSize <= block.length; start += windowSize)
    if (entropy(view, start) < noisyEntropy) return false;
  return !repeats(view);
};

/** Bytes. Deflate adapts its codes about as often. */
const windowSize = 16_384;

/** Bytes of a first glance at each window; in that many of noise no byte comes this often, in nearly all others one does. */
const probeSize = 512;
const mostOfProbe = 20;

/** Bytes of a window that are counted, and bits per byte: so many of perfect noise measure 7.977. */
const sampleSize = windowSize / 2;
const noisyEntropy = 7.955;

const counts = new Uint32Array(256);

/** Counts bytes, four at a time. */
const count = (view: DataView, start: number, size: number): void => {
  counts.fill(0);
  for (let at = start; at < start + size; at += 4) {
    const word = view.getUint32(at, true);
    counts[word & 0xff]!++;
    counts[(word >>> 8) & 0xff]!++;
    counts[(word >>> 16) & 0xff]!++;
    counts[word >>> 24]!++;
  }
};

const commonest = (view: DataView, start: number, size: number): number => {
  count(view, start, size);
  let most = 0;
  for (let byte = 0; byte < counts.length; byte++) if (most < counts[byte]!) most = counts[byte]!;
  return most;
};

const entropy = (view: DataView, start: number): number => {
  count(view, start, sampleSize);
  let bits = 0;
  for (let byte = 0; byte < counts.length; byte++) {
    const often = counts[byte]!;
    if (0 < often) bits -= often * Math.log2(often / sampleSize);
  }
  return bits / sampleSize;
};

const tableBits = 13;
/** Where a string was seen last, plus 1. */
const lastSeen = new Uint32Array(1 << tableBits);

/**
 * Deflate finds strings again that begin at most 32 KiB back; noise repeats four bytes only by chance. All strings at multiples of
 * four are remembered; looked up are all that start in a quarter of the block.
 */
const repeats = (view: DataView): boolean => {
  lastSeen.fill(0);
  let matches = 0;
  for (let start = 0; start + stretch <= view.byteLength; start += stretch) {
    for (let at = start; at < start + stretch / 4; at++) {
      const word = view.getUint32(at, true);
      const before = lastSeen[slotOf(word)]! - 1;
      if (0 <= before && at - before < 32_768 && view.getUint32(before, true) === word) matches += 1;
    }
    for (let at = start; at < start + stretch; at += 4) lastSeen[slotOf(view.getUint32(at, true))] = at + 1;
  }
  return view.byteLength / 1600 < matches;
};

const slotOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - tableBits);

/** Bytes. */
const stretch = 4096;
