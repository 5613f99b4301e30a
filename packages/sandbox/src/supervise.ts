/** A script of ours at work: its streams, its end in time, and what its status says about the command. */

import { constants as osConstants } from "node:os";
import { Failure } from "@deftools/trouble";
import { type Script, STARTED } from "./driver.ts";
import { lastWords, startProgram, type Taker } from "./process.ts";
import type { RunOutcome, RunRequest } from "./request.ts";

/** What of a request is no matter of the script. */
type Supervision = Pick<
  RunRequest,
  "stdin" | "stdout" | "stderr" | "timeoutMs" | "signal" | "graceMs" | "terminal"
>;

interface Supervised {
  /** Where it works. */
  readonly folder: string;
  /** How it runs the command, for people. */
  readonly title: string;
  /** All of its environment, where that is not the usual one. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Runs it to its end. @throws Failure "sandbox/no-start" when the command was not even started */
export const supervise = async (
  script: Pick<Script, "argv" | "endBy">,
  request: Supervision,
  { folder, title, env }: Supervised,
): Promise<RunOutcome> => {
  const report = lastWords();
  const errors = lastWords();
  const program = startProgram(script.argv, {
    cwd: folder,
    ...(env && { env }),
    ...(request.stdin !== undefined && { stdin: request.stdin }),
    ...(request.stdout !== undefined && { stdout: request.stdout }),
    stderr: request.stderr === "inherit" ? "inherit" : both(errors.take, request.stderr),
    report: report.take,
    ...(script.endBy && { endBy: script.endBy }),
    ...(request.terminal && { terminal: true }),
  });
  let ended: RunOutcome["ended"];
  const end = (why: "timeout" | "aborted") => () => {
    ended ??= why;
    program.kill();
  };
  let grace: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    if (request.graceMs === undefined) end("aborted")();
    else {
      program.ask();
      grace = setTimeout(end("aborted"), request.graceMs);
    }
  };
  const timer = request.timeoutMs === undefined ? undefined : setTimeout(end("timeout"), request.timeoutMs);
  request.signal?.addEventListener("abort", onAbort);
  if (request.signal?.aborted) onAbort();
  try {
    const exit = await program.ended;
    if (ended !== undefined) return { status: 128 + osConstants.signals.SIGKILL, signal: "SIGKILL", ended };
    if (!hasStarted(report.text()) && BUBBLEWRAP_FINDS_NONE.test(errors.text())) return { status: NOT_FOUND };
    if (!hasStarted(report.text()))
      throw new Failure(
        "sandbox/no-start",
        `cannot start a command by ${title}: ${report.text() || errors.text() || `status ${exit.status}`}`,
      );
    return exit.signal === undefined ? outcomeOf(exit.status) : { ...exit, status: exit.status };
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    request.signal?.removeEventListener("abort", onAbort);
  }
};

/** Our scripts say it before the command; bubblewrap says it after, in its own words. */
const hasStarted = (report: string): boolean => report.includes(STARTED) || report.includes('"exit-code"');

/** It ends with 1 then, which says nothing. */
const BUBBLEWRAP_FINDS_NONE = /^bwrap: execvp /m;

/** As shells have it, for a program that is not there. */
const NOT_FOUND = 127;

const both =
  (first: Taker, second: Taker | undefined): Taker =>
  async (bytes) => {
    await first(bytes);
    await second?.(bytes);
  };

const outcomeOf = (status: number): RunOutcome => {
  const signal = signalNames.get(status - 128);
  return signal === undefined ? { status } : { status, signal };
};

const signalNames: ReadonlyMap<number, NodeJS.Signals> = new Map(
  Object.entries(osConstants.signals).map(([name, number]) => [
    number,
    // Node types the keys of its own table as strings.
    name as NodeJS.Signals,
  ]),
);
