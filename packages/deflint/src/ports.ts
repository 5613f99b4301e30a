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
  /** Puts new content in a file's place in one step, its mode kept. @throws as above */
  readonly replaceFile: (path: string, text: string) => Promise<void>;
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
