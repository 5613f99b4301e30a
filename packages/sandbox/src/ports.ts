/** What the room wants of the machine. `thisMachine()` gives the real one; tests may leave programs out or claim another user. */

/** Facts and powers. */
export interface SandboxPorts {
  readonly uid: number;
  readonly gid: number;
  /** The name under which the administrator grants ranges of ids. */
  readonly user: string;
  /** As Node names it: `x64`, `arm64`, … */
  readonly architecture: string;
  readonly platform: string;
  /** Where probes make their small trees. */
  readonly temporaryFolder: string;
  /** The absolute path of a program of the host, or nothing where it has none. */
  findProgram(name: string): string | undefined;
  /** The text of a file of the host, or nothing where it cannot be read. */
  readText(path: string): Promise<string | undefined>;
}
