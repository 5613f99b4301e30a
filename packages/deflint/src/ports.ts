/** All that the program needs of the world, as one record: a test brings its own. */

/** The world around one run. Paths are the host's; relative ones are meant from `cwd`. */
export interface Ports {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws whatever the system says, with its `code` */
  readonly kindOf: (path: string) => Promise<EntryKind>;
  /** The names in a folder. @throws as above */
  readonly list: (path: string) => Promise<readonly FolderEntry[]>;
  /** The first `limit + 1` bytes at most, so that the caller can tell a longer file. @throws as above */
  readonly readFile: (path: string, limit: number) => Promise<Uint8Array>;
  readonly readStdin: (limit: number) => Promise<Uint8Array>;
  /** A module of the user's: a path relative to `folder`, or a package found from there. @throws whatever loading it throws */
  readonly importModule: (folder: string, name: string) => Promise<object>;
  /** Runs another program (`git`, ShellCheck) with a text on its standard input. @throws as above, when it cannot be started */
  readonly runProgram: (program: string, args: readonly string[], input?: string) => Promise<ProgramAnswer>;
  /** Makes a file, or replaces it, with its folders. @throws as above */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Absolute paths of what changes below a folder, until the caller stops asking. */
  readonly changesBelow: (folder: string) => AsyncIterable<string>;
  /** How much can go on at once. */
  readonly processors: number;
  /** Puts new content in a file's place in one step, its mode kept. @throws as above */
  readonly replaceFile: (path: string, text: string) => Promise<void>;
}

export interface ProgramAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns?: number;
}

export type EntryKind = "file" | "folder";

export interface FolderEntry {
  readonly name: string;
  /** `other` for links to folders, sockets, devices: not walked into. */
  readonly kind: EntryKind | "other";
}
