/** The program as users run it, beside a registry of the same process, which `run` would hold up. */

import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");

export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs defbuild in a folder, with its cache there. */
export const runProgram = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, HOME: folder, DEFBUILD_CACHEDIR: join(folder, "cache"), ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.on("error", fail);
    child.on("close", (code) => done({ code, stderr }));
  });
