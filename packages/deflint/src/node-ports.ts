/** The real world, by Node. */

import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { chmod, readFile, realpath, rename, stat, watch, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { makeFolder } from "@deftools/bytes";
import { nodeConfigurationPorts } from "@deftools/configuration";
import { folderPorts } from "@deftools/recipe-files";
import { runProgram } from "@deftools/shellcheck";
import { Failure, isFailure } from "@deftools/trouble";
import type { Output, Ports } from "./ports.ts";
import { sha256 } from "./sha-256.ts";
import { startLintThread } from "./threads/node-lint-thread.ts";

/** The ports of this process. */
export const nodePorts = (): Ports => {
  const cwd = process.cwd();
  return {
    ...nodeConfigurationPorts(cwd),
    ...folderPorts(cwd),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    readFile: async (path, limit) => readFileUpTo(resolve(cwd, path), limit),
    readStdin: async (limit) => readUpTo(process.stdin, limit),
    runProgram,
    writeFile: async (path, text) => writeNewFile(resolve(cwd, path), text),
    keepFile: async (path, text) => keepFile(resolve(cwd, path), text),
    programHash,
    startLintThread,
    changesBelow: (folder) => changesBelow(resolve(cwd, folder)),
    processors: availableParallelism(),
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

/** A file at once and in this thread: of thousands of small files, waiting for each would be most of the work. */
const readFileUpTo = async (path: string, limit: number): Promise<Uint8Array> => {
  const status = statSync(path);
  // files of /proc have no size, pipes are opened once only
  if (!status.isFile() || status.size === 0) return readUpTo(createReadStream(path), limit);
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(Math.min(status.size, limit + 1));
    let size = 0;
    for (let read = -1; read !== 0 && size < bytes.length; size += read)
      read = readSync(file, bytes, size, bytes.length - size, size);
    return bytes.subarray(0, size);
  } finally {
    closeSync(file);
  }
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

const writeNewFile = async (path: string, text: string): Promise<void> => {
  await makeFolder(dirname(path));
  await writeOver(path, Buffer.from(text), NEW_FILE);
};

/** One rename, so that nobody reads half of it. */
const keepFile = async (path: string, text: string): Promise<void> => {
  await makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, text, { mode: OWNER_ONLY });
  await rename(temporary, path);
};

/** Of the bundle, which is one file. */
const programHash = async (): Promise<string | undefined> => {
  const { filename } = import.meta;
  if (filename.endsWith(".ts")) return undefined;
  return sha256(await readFile(filename));
};

/** Names of changed files, until nobody asks any more. */
async function* changesBelow(folder: string): AsyncGenerator<string> {
  for await (const { filename } of watch(folder, { recursive: true }))
    if (filename !== null) yield resolve(folder, filename);
}

/** Through links to the file itself. @throws Failure "deflint/cannot-write", whose hint is not the one for outputs of free choice */
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
  // most runs write nothing
  const { createOutputFile } = await import("@deftools/bytes");
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
/** What a report gets. */
const NEW_FILE = 0o644;
/** The bits of a mode that `chmod` takes. */
const PERMISSIONS = 0o7777;
