/** The files that changed since a revision, as git tells: also those not committed, and those git does not know yet. */

import { resolve } from "node:path";
import { Failure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/**
 * Absolute paths.
 * @throws Failure "deflint/git-failed"
 */
export const filesChangedSince = async (ports: Ports, revision: string): Promise<ReadonlySet<string>> => {
  const paths = [
    // a revision that begins with a hyphen would be an option
    ...(await git(ports, [
      "diff",
      "--name-only",
      "--relative",
      "-z",
      "--diff-filter=d",
      "--end-of-options",
      revision,
      "--",
    ])),
    ...(await git(ports, ["ls-files", "--others", "--exclude-standard", "-z"])),
  ];
  return new Set(paths.map((path) => resolve(ports.cwd, path)));
};

const git = async (ports: Ports, args: readonly string[]): Promise<readonly string[]> => {
  const answer = await ports.runProgram("git", args).catch((error: unknown) => {
    throw new Failure("deflint/git-failed", "git cannot be started", { cause: error });
  });
  if (answer.code !== 0)
    throw new Failure(
      "deflint/git-failed",
      `git does not know what changed: ${answer.stderr.split("\n")[0]}`,
      {
        hint: "--since takes a revision of the repository that the program runs in: HEAD, main, a commit",
      },
    );
  return answer.stdout.split("\0").filter((path) => path !== "");
};
