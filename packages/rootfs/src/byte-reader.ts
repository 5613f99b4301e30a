/** Reads a stream in pieces of chosen length: what formats with headers need. Holds one chunk of the stream at a time. */

import type { ByteStream } from "@deftools/bytes";

/** A place in a stream. */
export interface ByteReader {
  /** How many bytes were taken so far. */
  readonly offset: number;
  /** The next `length` bytes where they are at hand in one piece; else nothing is taken, and they must be waited for. */
  take(length: number): Uint8Array | undefined;
  /** The next `length` bytes, or fewer where the stream ends before. */
  read(length: number): Promise<Uint8Array>;
  /** Between 1 and `most` of the next bytes, as they came; none at the end. */
  readSome(most: number): Promise<Uint8Array>;
  /** Passes over the next `length` bytes and tells how many there were. */
  skip(length: number): Promise<number>;
  /** Closes the stream. */
  close(): Promise<void>;
}

/** Starts to read a stream. */
export const openByteReader = (stream: ByteStream): ByteReader => {
  const chunks = stream[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let used = 0;
  let offset = 0;
  let ended = false;

  const readSome = async (most: number): Promise<Uint8Array> => {
    while (used === chunk.length && !ended) {
      const next = await chunks.next();
      if (next.done === true) ended = true;
      else [chunk, used] = [next.value, 0];
    }
    const part = chunk.subarray(used, used + most);
    used += part.length;
    offset += part.length;
    return part;
  };

  return {
    get offset() {
      return offset;
    },
    take: (length) => {
      if (chunk.length < used + length) return undefined;
      const part = chunk.subarray(used, used + length);
      used += length;
      offset += length;
      return part;
    },
    readSome,
    read: async (length) => {
      const first = await readSome(length);
      if (first.length === length || ended) return first;
      const parts = [first];
      for (let missing = length - first.length; 0 < missing; ) {
        const part = await readSome(missing);
        if (part.length === 0) break;
        parts.push(part);
        missing -= part.length;
      }
      return Buffer.concat(parts);
    },
    skip: async (length) => {
      let missing = length;
      while (0 < missing) {
        const part = await readSome(missing);
        if (part.length === 0) break;
        missing -= part.length;
      }
      return length - missing;
    },
    close: async () => {
      if (!ended) await chunks.return?.();
      ended = true;
    },
  };
};
