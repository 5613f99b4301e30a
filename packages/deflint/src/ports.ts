/** All that the program needs of the world, as one record: a test brings its own. */

import type { ConfigurationPorts } from "@deftools/configuration";
import type { WalkPorts } from "@deftools/recipe-files";
import type { ShellCheckPorts } from "@deftools/shellcheck";
import type { LintThread } from "./threads/lint-pool.ts";

/** The world around one run. Paths are the host's; relative ones are meant from `cwd`. */
export interface Ports extends ConfigurationPorts, ShellCheckPorts, WalkPorts {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: (limit: number) => Promise<Uint8Array>;
  /** Makes a file, or replaces it, with its folders. @throws whatever the system says, with its `code` */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** The same for what may be lost: it does not wait until the disk has it. */
  readonly keepFile: (path: string, text: string) => Promise<void>;
  /** A hash of this very program, so that it can tell its own answers; absent while it runs from its sources, which change. */
  readonly programHash: () => Promise<string | undefined>;
  /** Starts a thread that lints with the rules of this house. */
  readonly startLintThread: () => LintThread;
  /** Absolute paths of what changes below a folder, until the caller stops asking. */
  readonly changesBelow: (folder: string) => AsyncIterable<string>;
  /** Puts new content in a file's place in one step, its mode kept. @throws as above */
  readonly replaceFile: (path: string, text: string) => Promise<void>;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns?: number;
}
