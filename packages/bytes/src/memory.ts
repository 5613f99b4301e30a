/** Sources and sinks in memory: for small objects and for tests. */

import { Failure } from "@deftools/trouble";
import type { ByteSink, ByteSource, ByteStream, RandomAccessSink } from "./ports.ts";

/** Bytes in memory as a source. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (offset, length) => {
    if (bytes.length < offset + length)
      throw new Failure("bytes/truncated", `${offset + length - bytes.length} bytes are missing`);
    return bytes.subarray(offset, offset + length);
  },
});

/** Collects what is written. */
export const memorySink = (): ByteSink & { bytes(): Uint8Array } => {
  const parts: Uint8Array[] = [];
  let position = 0;
  return {
    get position() {
      return position;
    },
    write: async (bytes) => {
      parts.push(Uint8Array.from(bytes));
      position += bytes.length;
    },
    bytes: () => Buffer.concat(parts),
  };
};

/** Writes in order into a place of a random-access file, from `start` on; `position` counts from there. */
export const sinkAt = (file: RandomAccessSink, start: number): ByteSink => {
  let position = 0;
  return {
    get position() {
      return position;
    },
    write: async (bytes) => {
      const at = start + position;
      position += bytes.length;
      await file.writeAt(at, bytes);
    },
  };
};

/** Everything a stream gives, at most `limit` bytes. @throws Failure "bytes/too-long" beyond it */
export const collect = async (stream: ByteStream, limit: number, what: string): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (limit < length) throw new Failure("bytes/too-long", `${what} is longer than ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
};
