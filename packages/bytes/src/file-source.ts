/** A file as a source of bytes. */

import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { Failure } from "@deftools/trouble";
import type { ByteSource } from "./ports.ts";

/** An open file; close it when done. */
export interface FileSource extends ByteSource {
  readonly path: string;
  readInto(offset: number, target: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Opens a regular file for reading. @throws Failure "bytes/cannot-read" when it is missing, a folder, or not for us */
export const openFileSource = async (path: string): Promise<FileSource> => {
  // A named pipe would otherwise be waited for until somebody writes into it.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error) => {
    throw cannotRead(path, error);
  });
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new Failure(
      "bytes/cannot-read",
      `cannot read ${path}: ${stat.isDirectory() ? "it is a folder" : "it is no regular file"}`,
    );
  }
  const readInto = async (offset: number, target: Uint8Array): Promise<void> => {
    for (let done = 0; done < target.length; ) {
      const { bytesRead } = await handle
        .read(target, done, target.length - done, offset + done)
        .catch((error: unknown) => {
          throw cannotRead(path, error);
        });
      if (bytesRead === 0) throw truncated(path, offset + done, offset + target.length);
      done += bytesRead;
    }
  };
  return {
    path,
    size: stat.size,
    read: async (offset, length) => {
      // Lengths may come from the file itself: what is not there must not take memory.
      if (stat.size < offset + length) throw truncated(path, stat.size, offset + length);
      const bytes = Buffer.allocUnsafe(length);
      await readInto(offset, bytes);
      return bytes;
    },
    readInto,
    close: () => handle.close(),
  };
};

const truncated = (path: string, end: number, wanted: number): Failure =>
  new Failure("bytes/truncated", `${path} ends at byte ${end}, ${wanted - end} more were expected`);

const cannotRead = (path: string, error: unknown): Failure => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new Failure("bytes/cannot-read", `cannot read ${path}: ${reasons[code] ?? code}`, { cause: error });
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "too many symbolic links",
  EIO: "the disk does not give it",
};
