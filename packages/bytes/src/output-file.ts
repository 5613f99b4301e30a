/** A file that appears under its name whole, or not at all. */

import { type FileHandle, link, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "@deftools/trouble";
import type { RandomAccessSink } from "./ports.ts";
import { removeUnfinished, unfinishedName } from "./unfinished.ts";

/** An open output; end it with exactly one of `commit` and `discard`. */
export interface OutputFile extends RandomAccessSink {
  /** Where the bytes go until `commit`; in the folder of the final name. */
  readonly temporaryPath: string;
  /** fsync where it is durable, then rename to the final name. @throws Failure "bytes/exists" when it is taken and must not be replaced */
  commit(): Promise<void>;
  /** Removes what was written. Safe to call twice and after `commit`. */
  discard(): Promise<void>;
}

interface OutputOptions {
  readonly mode?: number;
  readonly overwrite?: boolean;
  readonly durable?: boolean;
}

/**
 * Opens a hidden temporary file beside `path`, and removes those that killed processes left for it. Durable: once committed, it is
 * whole even after the power failed. What can tell that it is damaged, and can be made again, need not wait for the disk.
 * @throws Failure "bytes/cannot-write" when the folder does not take it
 */
export const createOutputFile = async (
  path: string,
  { mode = 0o644, overwrite = true, durable = true }: OutputOptions = {},
): Promise<OutputFile> => {
  const [folder, name] = [dirname(path), basename(path)];
  await removeUnfinished(folder, name);
  const temporaryPath = join(folder, unfinishedName(name));
  const handle = await open(temporaryPath, "wx", mode).catch((error) => {
    throw cannotWrite(path, error);
  });
  let written = 0;
  /** Brings to the disk what is there, while more is written: at the end there is less to wait for. */
  let syncing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const syncAhead = (length: number): void => {
    written += length;
    if (!durable || written < syncAfter || syncing !== undefined) return;
    written = 0;
    syncing = handle
      .datasync()
      .catch((error: unknown) => {
        // kernels tell it once: a later sync would know nothing of it
        failure ??= { error };
      })
      .finally(() => {
        syncing = undefined;
      });
  };
  let ended = false;
  const discard = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    try {
      await syncing;
      await handle.close();
    } finally {
      await unlink(temporaryPath);
    }
  };
  return {
    temporaryPath,
    writeAt: async (offset, bytes) => {
      await writeAll(handle, path, offset, bytes);
      syncAhead(bytes.length);
    },
    discard,
    commit: async () => {
      try {
        await syncing;
        if (failure !== undefined) throw failure.error;
        if (durable) await handle.sync();
        if (overwrite) await rename(temporaryPath, path);
        else await renameToFree(temporaryPath, path);
        ended = true;
        await handle.close();
        if (durable) await syncFolder(dirname(path));
      } catch (error) {
        await discard();
        throw isErrno(error, "EEXIST")
          ? new Failure("bytes/exists", `${path} already exists`, { hint: "use --force to replace it" })
          : cannotWrite(path, error);
      }
    },
  };
};

/** Bytes. */
const syncAfter = 1 << 25;

const writeAll = async (
  handle: FileHandle,
  path: string,
  offset: number,
  bytes: Uint8Array,
): Promise<void> => {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
      done += bytesWritten;
    }
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

/** Rename that never replaces. Where the file system has no hard links, the name is taken with an empty file first. */
const renameToFree = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to);
  } catch (error) {
    if (!noHardLinks.some((code) => isErrno(error, code))) throw error;
    await (await open(to, "wx")).close();
    await rename(from, to);
    return;
  }
  await unlink(from);
};

const noHardLinks: readonly string[] = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/** The rename itself is on disk only after its folder is; some file systems cannot sync folders, and need not. */
const syncFolder = async (path: string): Promise<void> => {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!unsyncable.some((code) => isErrno(error, code))) throw error;
  }
};

/** Folders that cannot be synced, or that we may write to but not read. */
const unsyncable: readonly string[] = ["EINVAL", "ENOTSUP", "EACCES"];

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** The Failure for a path that does not take our bytes, with the way out where there is one. */
const cannotWrite = (path: string, error: unknown): Failure => {
  if (error instanceof Failure) return error;
  const [words, hint] = reasonOf(error);
  return new Failure("bytes/cannot-write", `cannot write ${path}: ${words}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
};

/** Why the system does not take what is written, in words. */
export const writeTrouble = (error: unknown): string => reasonOf(error)[0];

const reasonOf = (error: unknown): readonly [words: string, hint: string | undefined] => {
  const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return reasons[reason] ?? [reason, undefined];
};

const reasons: Readonly<Record<string, readonly [string, string | undefined]>> = {
  ENOSPC: ["no space left on the disk", "free some space, or write to another disk with -o"],
  EDQUOT: ["your disk quota is used up", "free some space, or write to another disk with -o"],
  EACCES: ["permission denied", "choose a folder you may write to with -o"],
  EROFS: ["the file system is read-only", "choose another folder with -o"],
  ENOENT: ["the folder does not exist", "create it first"],
  ENOTDIR: ["a part of the path is no folder", undefined],
  EISDIR: ["it is a folder", undefined],
};
