/** The host's files through node. Paths go to the system as bytes, so names in any encoding can be copied. */

import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { asByteString, type ByteString, fromByteString, toByteString } from "@deftools/rootfs";
import { Failure } from "@deftools/trouble";
import type { HostFiles } from "./host-files.ts";

/** The files as seen from a working directory. */
export const nodeHostFiles = (workingDirectory: string): HostFiles => {
  const locate = (path: ByteString): Buffer =>
    Buffer.from(
      path.startsWith("/") ? path : join(toByteString(workingDirectory), path === "" ? "." : path),
      "latin1",
    );
  return {
    stat: async (path) => {
      try {
        const found = await stat(locate(path));
        const kind = found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
        return {
          kind,
          mode: found.mode & 0o7777,
          size: found.size,
          mtime: Math.floor(found.mtimeMs / 1000),
          identity: `${found.dev}:${found.ino}`,
        };
      } catch (error) {
        if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR")) return undefined;
        throw cannotRead(path, error);
      }
    },
    list: async (path) => {
      try {
        return (await readdir(locate(path), { encoding: "buffer" })).map(asByteString);
      } catch (error) {
        throw cannotRead(path, error);
      }
    },
    open: async function* (path) {
      try {
        const handle = await open(locate(path));
        try {
          const chunk = Buffer.allocUnsafe(CHUNK);
          for (;;) {
            const { bytesRead } = await handle.read(chunk, 0, CHUNK, undefined);
            if (bytesRead === 0) return;
            yield Uint8Array.prototype.slice.call(chunk, 0, bytesRead);
          }
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw error instanceof Failure ? error : cannotRead(path, error);
      }
    },
  };
};

const CHUNK = 256 * 1024;

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const cannotRead = (path: ByteString, error: unknown): Failure => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new Failure("build/cannot-read", `cannot read ${fromByteString(path)}: ${reasons[code] ?? code}`, {
    cause: error,
  });
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its symbolic links go in circles",
  ENAMETOOLONG: "the path is too long",
  ENOENT: "it is gone",
  EIO: "the disk fails",
};
