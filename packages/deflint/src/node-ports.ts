/** The real world, by Node. */

import { createReadStream } from "node:fs";
import { chmod, readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createOutputFile } from "@deftools/bytes";
import { Failure, isFailure } from "@deftools/trouble";
import type { FolderEntry, Output, Ports } from "./ports.ts";

/** The ports of this process. */
export const nodePorts = (): Ports => {
  const cwd = process.cwd();
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    cwd,
    env: process.env,
    kindOf: async (path) => ((await stat(resolve(cwd, path))).isDirectory() ? "folder" : "file"),
    list: async (path) => listFolder(resolve(cwd, path)),
    readFile: async (path, limit) => readUpTo(createReadStream(resolve(cwd, path)), limit),
    readStdin: async (limit) => readUpTo(process.stdin, limit),
    importModule: (folder, name) => importModule(folder, name),
    replaceFile: async (path, text) => replaceFile(resolve(cwd, path), text),
  };
};

const output = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => {
    stream.write(text);
  },
  isTTY: stream.isTTY === true,
  ...(stream.isTTY ? { columns: stream.columns } : {}),
});

const listFolder = async (path: string): Promise<readonly FolderEntry[]> => {
  const entries = await readdir(path, { withFileTypes: true });
  return Promise.all(
    entries.map(async (entry): Promise<FolderEntry> => {
      if (entry.isFile()) return { name: entry.name, kind: "file" };
      if (entry.isDirectory()) return { name: entry.name, kind: "folder" };
      if (!entry.isSymbolicLink()) return { name: entry.name, kind: "other" };
      // a broken link is `other` too: whoever walks has no use for it
      const target = await stat(join(path, entry.name)).catch(() => undefined);
      return { name: entry.name, kind: target?.isFile() ? "file" : "other" };
    }),
  );
};

/** Reads a stream, not a size: pipes and devices have none. */
const readUpTo = async (stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (limit < size) break;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
};

/** Through links to the file itself. @throws Failure "deflint/cannot-write", whose hint is not the one for outputs of free choice */
const importModule = async (folder: string, name: string): Promise<object> => {
  const path = /^\.{0,2}\//.test(name)
    ? resolve(folder, name)
    : createRequire(join(folder, "package.json")).resolve(name);
  return import(pathToFileURL(path).href);
};

const replaceFile = async (path: string, text: string): Promise<void> => {
  const target = await realpath(path);
  try {
    await writeOver(target, Buffer.from(text), (await stat(target)).mode & PERMISSIONS);
  } catch (error) {
    if (!isFailure(error, "bytes/cannot-write")) throw error;
    throw new Failure("deflint/cannot-write", error.message, { cause: error });
  }
};

/** The mode is set at the end, since a new file's is cut by the umask. */
const writeOver = async (path: string, bytes: Uint8Array, mode: number): Promise<void> => {
  const output = await createOutputFile(path, { mode: OWNER_ONLY });
  try {
    await output.writeAt(0, bytes);
    await chmod(output.temporaryPath, mode);
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.commit();
};

/** Until the file is whole. */
const OWNER_ONLY = 0o600;
/** The bits of a mode that `chmod` takes. */
const PERMISSIONS = 0o7777;
