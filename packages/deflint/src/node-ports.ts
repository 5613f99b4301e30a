/** The real world, by Node. */

import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
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

const replaceFile = async (path: string, text: string): Promise<void> => {
  const target = await realpath(path);
  const temporary = join(dirname(target), `.deflint-${randomUUID()}`);
  const { mode } = await stat(target);
  try {
    await writeFile(temporary, text, { mode, flag: "wx" });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};
