/** What a caller asks a sandbox to run, and what comes of it. */

import type { ByteStream } from "@deftools/bytes";
import { Failure } from "@deftools/trouble";
import type { Taker } from "./process.ts";

export interface RunRequest {
  /** The program and its arguments; the program is looked for in the sandbox, along its PATH. */
  readonly argv: readonly [string, ...string[]];
  /** Absolute, in the sandbox; default `/`. */
  readonly cwd?: string;
  /** All of the environment: nothing of the host's is added. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: empty. `inherit` is for a user who types. */
  readonly stdin?: ByteStream | "inherit";
  /** Takes output while it comes; default: it is dropped. */
  readonly stdout?: Taker | "inherit";
  readonly stderr?: Taker | "inherit";
  /** Later ones lie over earlier ones, and over our own `/tmp`, `/var/tmp`, `/etc/resolv.conf` and `/etc/hosts`. */
  readonly binds?: readonly Bind[];
  /** Default `host`; `none` leaves a loopback at most. */
  readonly network?: "host" | "none";
  /** Default 0o022. */
  readonly umask?: number;
  /** Milliseconds after which all of it is killed. */
  readonly timeoutMs?: number;
  /** Kills all of it. */
  readonly signal?: AbortSignal;
  /** Milliseconds that it gets to end by itself after that, asked by SIGTERM; default: none. */
  readonly graceMs?: number;
  /** It takes over the terminal that standard input is: its keys, and the signals they send. */
  readonly terminal?: boolean;
}

/** What can be asked of a command that runs beside a tree. */
export type BesideRequest = Omit<RunRequest, "binds" | "network">;

/** A place of the host that is seen in the sandbox; what is missing at the target is made for the run, and is no change. */
export interface Bind {
  /** Absolute, on the host; a file, a device or a folder. */
  readonly source: string;
  /** Absolute, in the sandbox; symbolic links on the way are followed inside of it. */
  readonly target: string;
  readonly readOnly?: boolean;
}

export interface RunOutcome {
  /** Its exit status; 128 + n where signal n killed it, as shells tell it. */
  readonly status: number;
  /** The signal that the status tells of. */
  readonly signal?: NodeJS.Signals;
  /** Set where it was us who ended it. */
  readonly ended?: "timeout" | "aborted";
}

/** Finds what no script could carry. @throws Failure "sandbox/bad-request" naming it */
export const checkRequest = (request: RunRequest | BesideRequest): void => {
  const binds = "binds" in request ? (request.binds ?? []) : [];
  const paths = [request.cwd ?? "/", ...binds.flatMap(({ source, target }) => [source, target])];
  for (const path of paths) if (!path.startsWith("/")) refuse(`the path "${path}" is not absolute`);
  for (const name of Object.keys(request.env ?? {}))
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) refuse(`"${name}" cannot be the name of a variable`);
  for (const text of [...request.argv, ...paths, ...Object.values(request.env ?? {})])
    if (text.includes("\0")) refuse(`a NUL in ${JSON.stringify(text.slice(0, 40))}`);
};

const refuse = (why: string): never => {
  throw new Failure("sandbox/bad-request", why);
};
