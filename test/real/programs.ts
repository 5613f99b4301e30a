/**
 * The real programs that tests hold our answers against. Where one is missing the test is skipped by name; with REQUIRE_REAL=1 it fails.
 * `test/real/install.sh` installs them all on Debian.
 */

import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { describe, it } from "vitest";

/** Where `install.sh` puts what is not on PATH. */
const ownFolder = join(process.env.DEFTOOLS_REAL ?? "/opt/deftools-real", "bin");
const required = process.env.REQUIRE_REAL === "1";

/** The path of a program, ours first. */
export const findProgram = (name: string): string | undefined =>
  [ownFolder, ...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"]
    .map((folder) => join(folder, name))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** What a finished program left. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws Error when it cannot be found */
export const run = (
  name: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
  } = {},
): Outcome => {
  const path = findProgram(name) ?? name;
  const { status, stdout, stderr, error } = spawnSync(path, args, {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    // a clone may lie in a folder that is private to its owner, and some programs run as an ordinary user
    cwd: options.cwd ?? "/",
    input: options.input ?? "",
    env: { ...process.env, ...options.env },
  });
  if (error) throw error;
  return { status, stdout, stderr };
};

/** Like `run`, for steps that must succeed. @throws Error with the program's own words when it does not */
export const must = (
  name: string,
  args: readonly string[],
  options: Parameters<typeof run>[2] = {},
): string => {
  const { status, stdout, stderr } = run(name, args, options);
  if (status !== 0) throw new Error(`${name} ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
};

/** What a group of tests cannot do without: a program, or anything by its path; `root` and `linux` count as programs. */
export type Need = string;

const missing = (needs: readonly Need[]): readonly Need[] =>
  needs.filter((need) => {
    if (need === "root") return process.getuid?.() !== 0;
    if (need === "linux") return process.platform !== "linux";
    return isAbsolute(need) ? !existsSync(need) : findProgram(need) === undefined;
  });

/** How Chromium is started: it talks to nobody but the test. */
export const chromiumArguments: string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A group of tests that needs real programs. */
export const describeReal = (name: string, needs: readonly Need[], body: () => void): void => {
  const lacking = missing(needs);
  if (lacking.length === 0) describe(name, body);
  else if (required)
    describe(name, () =>
      it(`needs ${lacking.join(", ")}`, () => Promise.reject(new Error(`missing: ${lacking.join(", ")}`))),
    );
  else describe.skip(`${name} (skipped: ${lacking.join(", ")} not on this machine)`, body);
};
