/** All that the program needs of the world besides files and network, as one record: a test brings its own. */

/** The world around one run. */
export interface Ports {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Where files go that nobody keeps. */
  readonly temporaryFolder: string;
  /** Whether owners of files can be read and given. */
  readonly isRoot: boolean;
  /** The processor, by Node's name. */
  readonly architecture: string;
  /** The operating system, by Node's name. */
  readonly operatingSystem: string;
  /** Whether standard input is a terminal, which a program can be given. */
  readonly hasTerminal: boolean;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Asks the user; without echo the answer is not shown. */
  readonly ask: (question: string, options: { readonly echo: boolean }) => Promise<string>;
  /** Milliseconds, for rates alone. */
  readonly now: () => number;
  /** Calls again and again until the returned function is called. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

export interface Output {
  readonly write: (text: string) => void;
  /** Settles when more may come. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
  readonly isTTY: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns: () => number | undefined;
}
