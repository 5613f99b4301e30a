/** Decodes one LZ4 block (lz4's `doc/lz4_Block_format.md`): literals and matches in turn, without any frame around. */

/** @throws RangeError when the block is damaged or gives more than `limit` bytes */
export const decodeLz4Block = (block: Uint8Array, limit: number): Uint8Array => {
  const output = new Uint8Array(limit);
  let at = 0;
  let length = 0;

  const next = (): number => {
    const byte = block[at];
    if (byte === undefined) throw new RangeError("the block ends too early");
    at += 1;
    return byte;
  };
  /** 15 in the token means: bytes follow that are added, up to and with the first that is not 255. */
  const longLength = (nibble: number): number => {
    let sum = nibble;
    if (nibble === 15)
      for (let byte = 255; byte === 255; ) {
        byte = next();
        sum += byte;
      }
    return sum;
  };

  while (at < block.length) {
    const token = next();
    const literals = longLength(token >> 4);
    if (block.length < at + literals || limit < length + literals) throw new RangeError("literals run over");
    output.set(block.subarray(at, at + literals), length);
    at += literals;
    length += literals;
    // The last sequence is literals alone.
    if (at === block.length) break;
    const distance = next() | (next() << 8);
    const matched = longLength(token & 15) + shortestMatch;
    if (distance === 0 || length < distance || limit < length + matched)
      throw new RangeError("a match runs over");
    // Byte by byte: a match may overlap what it writes.
    for (const end = length + matched; length < end; length++) output[length] = output[length - distance]!;
  }
  return output.subarray(0, length);
};

const shortestMatch = 4;
