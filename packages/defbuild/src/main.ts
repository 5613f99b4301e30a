/** The program `defbuild`: gives the real world to `run` and its answer to the shell. */

import { once } from "node:events";
import { homedir, tmpdir } from "node:os";
import { run } from "./cli.ts";
import type { Output } from "./ports.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { askTerminal } from "./terminal-question.ts";

keepHeapSmall();

const stop = new AbortController();
let stoppedBy: NodeJS.Signals | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    // asked twice: somebody is in a hurry
    if (stoppedBy !== undefined) process.exit(1);
    stoppedBy = signal;
    stop.abort(new Error(`stopped by ${signal}`));
  });

for (const stream of [process.stdout, process.stderr]) {
  // a reader that left (`defbuild … | head`) is no failure of ours
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  });
}

const output = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => {
    stream.write(text);
  },
  writeBytes: async (bytes) => {
    if (!stream.write(bytes)) await once(stream, "drain");
  },
  isTTY: stream.isTTY === true,
  columns: () => (stream.isTTY ? stream.columns : undefined),
});

process.exitCode = await run(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  cwd: process.cwd(),
  env: process.env,
  home: homedir(),
  temporaryFolder: tmpdir(),
  isRoot: process.getuid?.() === 0,
  architecture: process.arch,
  operatingSystem: process.platform,
  hasTerminal: process.stdin.isTTY === true,
  signal: stop.signal,
  ask: askTerminal,
  now: () => performance.now(),
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds);
    return () => clearInterval(timer);
  },
});

if (stoppedBy !== undefined) {
  // the shell learns that a signal ended us, as it would without our handler
  process.removeAllListeners(stoppedBy);
  process.kill(process.pid, stoppedBy);
}
