/** A file as a source of bytes. */

import { open } from "node:fs/promises";
import { Failure } from "@deftools/trouble";
import type { ByteSource } from "./ports.ts";

/** An open file; close it when done. */
export interface FileSource extends ByteSource {
  readonly path: string;
  close(): Promise<void>;
}

/** Opens a regular file for reading. @throws Failure "bytes/cannot-read" when it is missing, a folder, or not for us */
export const openFileSource = async (path: string): Promise<FileSource> => {
  const handle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      "bytes/cannot-read",
      `cannot read ${path}: ${reasons[error.code ?? ""] ?? error.code}`,
      { cause: error },
    );
  });
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new Failure(
      "bytes/cannot-read",
      `cannot read ${path}: ${stat.isDirectory() ? "it is a folder" : "it is no regular file"}`,
    );
  }
  return {
    path,
    size: stat.size,
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0)
          throw new Failure(
            "bytes/truncated",
            `${path} ends at byte ${offset + done}, ${length - done} more were expected`,
          );
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "too many symbolic links",
};
