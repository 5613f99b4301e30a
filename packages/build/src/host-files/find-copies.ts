/** The sources of `%files` on this machine: wildcards expanded, missing ones reported, before anything is fetched. */

import { type ByteString, fromByteString, toByteString } from "@deftools/rootfs";
import type { PlannedCopy } from "../build-plan.ts";
import type { BuildProblem } from "../build-problem.ts";
import { expandBraces } from "./braces.ts";
import type { HostFiles, HostStat } from "./host-files.ts";
import { hasWildcard, literalName, matches } from "./wildcard.ts";

/** One file or folder to copy, and where to. */
export interface FoundCopy {
  /** Of the host. */
  readonly source: ByteString;
  readonly stat: HostStat;
  /** As the recipe has it, or the source where it has none. */
  readonly destination: ByteString;
  /** Of the source in the recipe. */
  readonly line: PlannedCopy;
}

/** All that the lines stand for, in their order; a source that stands for nothing is a problem of its line. */
export const findCopies = async (
  host: HostFiles,
  lines: readonly PlannedCopy[],
): Promise<{ readonly copies: readonly FoundCopy[]; readonly problems: readonly BuildProblem[] }> => {
  const copies: FoundCopy[] = [];
  const problems: BuildProblem[] = [];
  for (const line of lines) {
    for (const word of expandBraces(line.source)) {
      const found = await expand(host, word);
      for (const { path, stat } of found)
        copies.push({
          source: path,
          stat,
          destination: line.destination === undefined ? path : toByteString(line.destination),
          line,
        });
      if (found.length === 0) problems.push(noSource(word, line));
    }
  }
  return { copies, problems };
};

const noSource = (word: string, { place }: PlannedCopy): BuildProblem => ({
  code: "build/no-source",
  severity: "error",
  message: `no file on this machine matches "${word}"`,
  span: place,
  hint: "sources of %files are relative to the folder the build is started in, not to the recipe",
});

interface Match {
  readonly path: ByteString;
  readonly stat: HostStat;
}

/** Walks the path name by name; only names with wildcards need a look into the folder. */
const expand = async (host: HostFiles, word: string): Promise<readonly Match[]> => {
  const names = word.split("/");
  let paths: readonly ByteString[] = [""];
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const next: ByteString[] = [];
    for (const path of paths) {
      if (!hasWildcard(name)) next.push(path + toByteString(literalName(name)) + (last ? "" : "/"));
      else for (const found of await list(host, path, name)) next.push(path + found + (last ? "" : "/"));
    }
    paths = next;
  }
  const matched: Match[] = [];
  for (const path of paths) {
    const stat = path === "" ? undefined : await host.stat(path);
    if (stat !== undefined) matched.push({ path, stat });
  }
  return matched;
};

const list = async (host: HostFiles, folder: ByteString, pattern: string): Promise<readonly ByteString[]> => {
  if ((await host.stat(folder))?.kind !== "directory") return [];
  const names = await host.list(folder);
  return names.filter((name) => matches(pattern, fromByteString(name))).sort((a, b) => (a < b ? -1 : 1));
};
