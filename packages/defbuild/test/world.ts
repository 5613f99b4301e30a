/** A world for one run: a folder of its own, what was said, and a clock that stands still. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Output, type Ports, run } from "@deftools/defbuild";

export interface World {
  readonly folder: string;
  /** Runs `defbuild` there with the words of a line. */
  run(line: string, changes?: Partial<Ports>): Promise<Answer>;
  remove(): Promise<void>;
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes the folder; nothing of this machine's home or environment is seen. */
export const createWorld = async (): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), "defbuild-test-"));
  return {
    folder,
    run: async (line, changes = {}) => {
      const stdout: string[] = [];
      const stderr: string[] = [];
      const code = await run(line.split(" "), {
        stdout: outputInto(stdout),
        stderr: outputInto(stderr),
        cwd: folder,
        env: { DEFBUILD_CACHEDIR: join(folder, "cache") },
        home: folder,
        temporaryFolder: folder,
        isRoot: false,
        architecture: "x64",
        operatingSystem: "linux",
        hasTerminal: false,
        signal: new AbortController().signal,
        ask: async () => "",
        now: () => 0,
        every: () => () => {},
        ...changes,
      });
      return { code, stdout: stdout.join(""), stderr: stderr.join("") };
    },
    remove: () => rm(folder, { recursive: true }),
  };
};

const outputInto = (parts: string[]): Output => ({
  write: (text) => parts.push(text),
  writeBytes: async (bytes) => {
    parts.push(Buffer.from(bytes).toString());
  },
  isTTY: false,
  columns: () => undefined,
});
