/** Another program, run to its end, by Node. */

import { execFile } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { ProgramAnswer, ShellCheckPorts } from "./shellcheck.ts";

/** Runs in the folder of this process; what it answers beyond a limit is an error of its own. @throws the system's error when it cannot be started */
export const runProgram: ShellCheckPorts["runProgram"] = (...asked) => answerOf(...asked).answer;

/** The same behind all others that want the processor. */
export const runProgramQuietly: ShellCheckPorts["runProgram"] = (...asked) => {
  const { answer, pid } = answerOf(...asked);
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    // one that has ended already, or that the system keeps where it is
    if (!(error instanceof Error && "code" in error)) throw error;
  }
  return answer;
};

const answerOf = (program: string, args: readonly string[], input = "", signal?: AbortSignal) => {
  const { promise: answer, resolve: done, reject: failed } = Promise.withResolvers<ProgramAnswer>();
  const options = { encoding: "utf8", maxBuffer: MAX_ANSWER, ...(signal && { signal }) } as const;
  const child = execFile(program, args, options, (error, stdout, stderr) => {
    if (error && typeof error.code !== "number") failed(error);
    else done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
  });
  // a program that ends before it has read everything has said what it had to say
  child.stdin?.on("error", () => child.stdin?.destroy());
  child.stdin?.end(input);
  return { answer, pid: child.pid };
};

const MAX_ANSWER = 64 * 1024 * 1024;
