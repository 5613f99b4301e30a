/**
 * Programs on a lifeline: they and all they started end when they are done, when the line is let go, or when this process dies,
 * however it dies.
 *
 *     Node ── fd 3, a pipe ──▶ watcher: end of file → kill the whole group
 *       └──▶ sh (a session of its own) ──▶ the program
 *
 * The kernel closes the pipe when Node is gone, so no signal has to be delivered in time and nothing is polled.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ByteStream } from "@deftools/bytes";
import { assert, Failure } from "@deftools/trouble";

/** Takes output as it comes; the program waits where the taker does. */
export type Taker = (bytes: Uint8Array) => void | Promise<void>;

export interface ProgramOptions {
  readonly cwd?: string;
  /** All of the environment; default: only a PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: empty. `inherit` gives our own, for a user who types. */
  readonly stdin?: ByteStream | "inherit";
  /** `stream` gives it as `output` of the program. */
  readonly stdout?: Taker | "inherit" | "stream";
  readonly stderr?: Taker | "inherit";
  /** What the program says on file descriptor 4. */
  readonly report?: Taker;
  /** A signal for the program itself that comes a moment before its group is killed, where it has to end others that left the group. */
  readonly endBy?: "QUIT";
  /** The program gets the terminal: its keys, and the signals they send. Standard streams are ours then. */
  readonly terminal?: boolean;
}

/** A program that runs. */
export interface Program {
  /** When it and its output have ended; `signal` where it was killed. */
  readonly ended: Promise<Exit>;
  readonly output: Readable | undefined;
  /** Kills it with all it started. */
  kill(): void;
  /** Asks it, with all it started that did not leave its group, to end. */
  ask(): void;
}

export interface Exit {
  readonly status: number;
  /** Absent where it ended by itself. */
  readonly signal?: NodeJS.Signals;
}

/** The PATH under which programs of the host are looked for by each other. */
export const HOST_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Starts a program. @throws Failure "sandbox/no-shell" when there is no /bin/sh, by `ended` */
export const startProgram = (argv: readonly string[], options: ProgramOptions = {}): Program => {
  const watch = options.terminal ? WATCH_ON_TERMINAL : WATCH;
  const child = spawn("/bin/sh", ["-c", watch, "sh", options.endBy ?? "", ...argv], {
    cwd: options.cwd,
    env: { ...(options.env ?? { PATH: HOST_PATH, LC_ALL: "C" }) },
    // a program in a session of its own has no terminal
    detached: !options.terminal,
    stdio: [
      options.stdin === "inherit" ? "inherit" : options.stdin === undefined ? "ignore" : "pipe",
      options.stdout === "inherit" ? "inherit" : "pipe",
      options.stderr === "inherit" ? "inherit" : "pipe",
      "pipe",
      "pipe",
    ],
  });
  const lifeline = child.stdio[3];
  assert(lifeline && "end" in lifeline, "the lifeline is a pipe");
  const flows = [
    options.stdout === "stream" ? Promise.resolve() : drain(child.stdout ?? undefined, options.stdout),
    drain(child.stderr ?? undefined, options.stderr),
    drain(child.stdio[4] ?? undefined, options.report),
  ];
  if (child.stdin && typeof options.stdin === "object") flows.push(feed(options.stdin, child.stdin));
  const kill = (): void => void lifeline.destroy();
  const ask = (): void => {
    if (child.pid !== undefined && child.exitCode === null && !options.terminal)
      process.kill(-child.pid, "SIGTERM");
  };
  // there the watcher outlives the program, and ends what that left behind
  if (options.terminal) child.on("exit", kill);
  const ended = Promise.all([exitOf(child), settle(flows, kill)]).then(([exit]) => exit);
  // Who waits for the end sees it fail; who does not, meant not to.
  ended.catch(() => undefined);
  return { ended, kill, ask, output: options.stdout === "stream" ? (child.stdout ?? undefined) : undefined };
};

/** Runs `"$@"` and ends it with its group as soon as file descriptor 3 ends. The program gets neither 3 nor this shell's own descriptors. */
const WATCH = `
end_by=$1
shift
trap : TERM
exec 5<&0 </dev/null
"$@" <&5 3<&- 5<&- &
child=$!
exec 5<&- 4>&-
{
  trap '' TERM
  read -r _ <&3 || :
  [ -z "$end_by" ] || { kill "-$end_by" "$child"; sleep 0.2; }
  kill -KILL 0
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
while wait "$child"; status=$?; [ "$status" -gt 128 ] && kill -0 "$child"; do :; done 2>/dev/null
kill -KILL "$watcher" 2>/dev/null
exit "$status"`;

/**
 * The same on a terminal. Job control gives the program a group of its own in front, so keys that send signals reach it and not us, and
 * takes the terminal back. What is started in the background would not hear such signals, so it is the watcher that is.
 */
const WATCH_ON_TERMINAL = `
set -m
/bin/sh -c '
end_by=$1
shift
{
  trap "" INT QUIT TERM HUP TSTP
  read -r _ <&3 || :
  [ -z "$end_by" ] || { kill "-$end_by" $$; sleep 0.2; }
  kill -KILL 0
} </dev/null >/dev/null 2>&1 4>&- &
exec 3<&-
exec "$@"' sh "$@"
exit "$?"`;

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new Failure("sandbox/no-shell", `cannot start /bin/sh: ${cause.message}`, { cause })),
    );
    child.on("close", (status, signal) =>
      resolve({ status: status ?? 128, ...(signal !== null && { signal }) }),
    );
  });

/** A taker that fails ends the program, and its failure is the outcome. */
const settle = async (flows: readonly Promise<void>[], kill: () => void): Promise<void> => {
  try {
    await Promise.all(flows);
  } catch (error) {
    kill();
    throw error;
  }
};

const drain = async (from: unknown, take: Taker | "inherit" | undefined): Promise<void> => {
  if (!(from instanceof Readable)) return;
  for await (const bytes of from) if (typeof take === "function") await take(bytes);
};

/** A program may end without reading all: that is its business. */
const feed = async (from: ByteStream, into: Writable): Promise<void> => {
  try {
    await pipeline(Readable.from(from), into);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && BROKEN_PIPE.has(error.code))) throw error;
  }
};

const BROKEN_PIPE: ReadonlySet<unknown> = new Set(["EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET"]);

/** Runs a program of the host that must succeed. @throws Failure "sandbox/program-failed" with its last words */
export const runProgram = async (
  argv: readonly string[],
  purpose: string,
  options: Omit<ProgramOptions, "stderr"> = {},
): Promise<void> => {
  const words = lastWords();
  check(await startProgram(argv, { ...options, stderr: words.take }).ended, words.text(), purpose);
};

/** Keeps the end of what is said, for a message. */
export const lastWords = (most = KEPT_WORDS): { readonly take: Taker; text(): string } => {
  let kept = Buffer.alloc(0);
  return {
    take: (bytes) => {
      kept = Buffer.concat([kept, bytes]).subarray(-most);
    },
    text: () => kept.toString("utf8").trim(),
  };
};

/** Bytes. */
const KEPT_WORDS = 4096;

/** The output of a program as a stream. @throws Failure "sandbox/program-failed" at its end, when it fails */
export async function* outputOf(
  argv: readonly string[],
  purpose: string,
  options: Omit<ProgramOptions, "stderr" | "stdout"> = {},
): AsyncGenerator<Uint8Array> {
  const words = lastWords();
  const program = startProgram(argv, { ...options, stdout: "stream", stderr: words.take });
  try {
    if (program.output) for await (const bytes of program.output) yield bytes;
    check(await program.ended, words.text(), purpose);
  } finally {
    program.kill();
  }
}

const check = (exit: Exit, words: string, purpose: string): void => {
  if (exit.status === 0 && exit.signal === undefined) return;
  throw new Failure(
    "sandbox/program-failed",
    `cannot ${purpose}: ${words || `it ended with ${exit.signal ?? exit.status}`}`,
  );
};
