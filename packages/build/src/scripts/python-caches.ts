/**
 * Compiled Python modules hold the time of their source (PEP 552, "pyc" with a timestamp). What a script makes gets an earlier time in
 * the image, so the time in them must, too: otherwise Python would compile every module again whenever the image runs.
 *
 *     offset  size  field
 *          0     4  magic
 *          4     4  flags; 0: a timestamp follows
 *          8     4  time of the source, seconds since 1970, little endian
 *         12     4  size of the source
 */

import type { ByteStream } from "@deftools/bytes";
import type { ByteString } from "@deftools/rootfs";

const HEADER = { size: 16, flags: 4, time: 8 } as const;

/**
 * The content of a file, with that time clamped to `limit` where it is a compiled module. `sourceTime` tells the time of a source that
 * was there before and keeps it.
 */
export const clampPythonCache = (
  content: ByteStream,
  path: ByteString,
  limit: number,
  sourceTime: (path: ByteString) => number | undefined,
): ByteStream => {
  const [, folder, name] = /^(.*)__pycache__\/([^/]+)\.[\w-]+?(?:\.opt-\w+)?\.pyc$/.exec(path) ?? [];
  if (folder === undefined) return content;
  return clamped(content, (time) =>
    sourceTime(`${folder}${name}.py`) === time ? time : Math.min(time, limit),
  );
};

async function* clamped(content: ByteStream, change: (time: number) => number): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const bytes of content) {
    if (head === undefined) {
      yield bytes;
      continue;
    }
    head = Buffer.concat([head, bytes]);
    if (head.length < HEADER.size) continue;
    if (head.readUInt32LE(HEADER.flags) === 0)
      head.writeUInt32LE(change(head.readUInt32LE(HEADER.time)), HEADER.time);
    yield head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}
