/** What a walk needs of the world. Paths are the host's; relative ones are meant from `cwd`. */
export interface WalkPorts {
  readonly cwd: string;
  /** The first `limit + 1` bytes at most. @throws whatever the system says, with its `code` */
  readonly readFile: (path: string, limit: number) => Promise<Uint8Array>;
  /** @throws as above */
  readonly kindOf: (path: string) => Promise<EntryKind>;
  /** The names in a folder. @throws as above */
  readonly list: (path: string) => Promise<readonly FolderEntry[]>;
}

export type EntryKind = "file" | "folder";

export interface FolderEntry {
  readonly name: string;
  /** `other` for links to folders, sockets, devices: not walked into. */
  readonly kind: EntryKind | "other";
}
