/** What reading configuration files needs of the world. Paths are the host's; relative ones are meant from `cwd`. */
export interface ConfigurationPorts {
  readonly cwd: string;
  /** The first `limit + 1` bytes at most. @throws whatever the system says, with its `code` */
  readonly readFile: (path: string, limit: number) => Promise<Uint8Array>;
  /**
   * A module of the user's: a path relative to `folder`, or a package found from there. Without it plugins are passed over.
   * @throws whatever loading it throws
   */
  readonly importModule?: (folder: string, name: string) => Promise<object>;
}
