/** The files that make up an image outside of registries, by their names in it: in a folder or in an archive, the reader need not know. */

import { type ByteStream, collect, openFileSource } from "@deftools/bytes";
import { failure } from "../failure.ts";

/** The parts of one image, or of several. */
export interface Parts {
  /** Where they are, for messages. */
  readonly place: string;
  /** A part by its name, like `index.json` or `blobs/sha256/…`; undefined when there is none. */
  find(name: string): Promise<Part | undefined>;
}

export interface Part {
  readonly size: number;
  /** All its bytes, each time anew. */
  open(signal?: AbortSignal): ByteStream;
}

/** The whole of a small part. @throws Failure "oci/too-large" before a byte is read */
export const readPart = async (
  { size, open }: Part,
  limit: number,
  what: string,
  signal?: AbortSignal,
): Promise<Uint8Array> => {
  if (limit < size) throw failure("oci/too-large", `${what} has ${size} bytes, at most ${limit} are read`);
  return collect(open(signal), limit, what);
};

/** Enough that the disk is busy, not so much that memory is. */
const chunk = 256 * 1024;

/** A range of a file; the file is open only while it is read. @throws Failure "bytes/cannot-read", "bytes/truncated" */
export async function* readRange(
  path: string,
  { offset, size }: { readonly offset: number; readonly size: number },
  signal?: AbortSignal,
): ByteStream {
  const file = await openFileSource(path);
  try {
    for (let done = 0; done < size; done += chunk) {
      signal?.throwIfAborted();
      yield await file.read(offset + done, Math.min(chunk, size - done));
    }
  } finally {
    await file.close();
  }
}
