/** From bytes at any place to bytes in order. */

import type { ByteSource, ByteStream } from "./ports.ts";

/** Enough that the disk is busy, not so much that memory is. */
const PART_SIZE = 1024 * 1024;

/** The first `size` bytes of a source, all without it, in parts of 1 MiB at most. */
export async function* streamOf(source: ByteSource, size = source.size): ByteStream {
  for (let at = 0; at < size; at += PART_SIZE) yield await source.read(at, Math.min(PART_SIZE, size - at));
}
