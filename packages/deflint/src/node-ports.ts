/** The real world, by Node. */

import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { chmod, mkdir, readdir, realpath, stat, watch } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createOutputFile } from "@deftools/bytes";
import type { ProgramAnswer } from "@deftools/shellcheck";
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
    importModule,
    runProgram: (program, args, input = "") => runProgram(program, args, cwd, input),
    writeFile: async (path, text) => writeNewFile(resolve(cwd, path), text),
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

const importModule = async (folder: string, name: string): Promise<object> => {
  const path = /^\.{0,2}\//.test(name)
    ? resolve(folder, name)
    : createRequire(join(folder, "package.json")).resolve(name);
  return import(pathToFileURL(path).href);
};

/** Runs to the end; what it answers beyond a limit is an error of its own. @throws the system's error when it cannot be started */
const runProgram = (
  program: string,
  args: readonly string[],
  cwd: string,
  input: string,
): Promise<ProgramAnswer> =>
  new Promise((done, failed) => {
    const child = execFile(
      program,
      args,
      { cwd, encoding: "utf8", maxBuffer: MAX_ANSWER },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== "number") failed(error);
        else done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
    // a program that ends before it has read everything has said what it had to say
    child.stdin?.on("error", () => child.stdin?.destroy());
    child.stdin?.end(input);
  });

const MAX_ANSWER = 64 * 1024 * 1024;

const writeNewFile = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeOver(path, Buffer.from(text), NEW_FILE);
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
