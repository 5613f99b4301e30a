/** Another program, run to its end, by Node. */

import { execFile } from "node:child_process";
import type { ProgramAnswer } from "./shellcheck.ts";

/** Runs in the folder of this process; what it answers beyond a limit is an error of its own. @throws the system's error when it cannot be started */
export const runProgram = (
  program: string,
  args: readonly string[],
  input = "",
  signal?: AbortSignal,
): Promise<ProgramAnswer> =>
  new Promise((done, failed) => {
    const options = { encoding: "utf8", maxBuffer: MAX_ANSWER, ...(signal && { signal }) } as const;
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") failed(error);
      else done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    // a program that ends before it has read everything has said what it had to say
    child.stdin?.on("error", () => child.stdin?.destroy());
    child.stdin?.end(input);
  });

const MAX_ANSWER = 64 * 1024 * 1024;
