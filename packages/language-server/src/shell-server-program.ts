/**
 * `bash-language-server` on this machine: where it is, and a process of it.
 * Its settings: https://github.com/bash-lsp/bash-language-server/blob/main/server/src/config.ts
 */

import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { Readable } from "node:stream";
import {
  type DataCallback,
  type Disposable,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { orNothing } from "./or-nothing.ts";

/** A program that can be started any number of times. */
export interface ShellServerProgram {
  readonly path: string;
  readonly start: () => ShellServerProcess;
}

/** One process of it. */
export interface ShellServerProcess {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** The process that it is there for: when that is gone, it ends. */
  readonly client: number;
  readonly options: object;
  /** Resolved when it is gone, for whatever reason. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** The one at a path, or the first on PATH; absent when there is none. */
export const findShellServer = async (given: string | undefined): Promise<ShellServerProgram | undefined> => {
  for (const path of given === undefined ? onPath() : [given])
    if (await isProgram(path)) return { path, start: () => start(path) };
  return undefined;
};

/** Never of a folder that depends on where the editor was started. */
const onPath = (): readonly string[] =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => names.map((name) => join(folder, name)));

const isWindows = process.platform === "win32";
const names = isWindows ? ["bash-language-server.cmd", "bash-language-server.exe"] : ["bash-language-server"];

const isProgram = async (path: string): Promise<boolean> =>
  (await orNothing(access(path, constants.X_OK).then(() => true))) === true;

/** ShellCheck is asked by ourselves, at places of the recipe; and of the workspace there is nothing that a recipe would source. */
const options = { shellcheckPath: "", backgroundAnalysisMaxFiles: 0 };
/** The same for versions before 5.8, which take it from nowhere else. */
const environment = { SHELLCHECK_PATH: "", BACKGROUND_ANALYSIS_MAX_FILES: "0" };

const start = (path: string): ShellServerProcess => {
  const child = spawn(isWindows ? `"${path}"` : path, ["start"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, ...environment },
    // npm's scripts are no programs to Windows
    shell: isWindows,
    windowsHide: true,
  });
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  child.on("exit", () => end());
  // it could not even be started
  child.on("error", () => end());
  void ended.then(() => process.off("exit", stop));
  return {
    reader: new CappedReader(child.stdout, stop),
    writer: new StreamMessageWriter(child.stdin),
    client: process.pid,
    options,
    ended,
    stop,
  };
};

/** Reads no message longer than a limit. */
class CappedReader extends StreamMessageReader {
  readonly #stream: Readable;
  readonly #stop: () => void;

  constructor(stream: Readable, stop: () => void) {
    super(stream);
    this.#stream = stream;
    this.#stop = stop;
  }

  override listen(hear: DataCallback): Disposable {
    let unread = 0;
    this.#stream.on("data", ({ length }: Uint8Array) => {
      unread += length;
      if (MOST_BYTES < unread) this.#stop();
    });
    return super.listen((message) => {
      unread = 0;
      hear(message);
    });
  }
}

/** A list of all programs of a machine takes half a megabyte. */
const MOST_BYTES = 16 * 1024 * 1024;
