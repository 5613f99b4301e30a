/** The sources of `%files` on this machine: wildcards expanded, missing ones reported, before anything is fetched. */

import { type ByteString, fromByteString, toByteString } from "@deftools/rootfs";
import type { BuildPlan, PlannedCopy } from "../build-plan.ts";
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

/** What a build copies from the host, and what is wrong with that. */
export interface FoundCopies<Copies> {
  readonly copies: readonly Copies[];
  readonly problems: readonly BuildProblem[];
}

/** The host's part of all stages of a plan, stage by stage. */
export const findAllCopies = async (
  host: HostFiles,
  { stages }: BuildPlan,
): Promise<FoundCopies<readonly FoundCopy[]>> => {
  const found = [];
  for (const { copies } of stages)
    found.push(
      await findCopies(
        host,
        copies.filter(({ stage }) => stage === undefined),
      ),
    );
  return { copies: found.map(({ copies }) => copies), problems: found.flatMap(({ problems }) => problems) };
};

/** All that lines stand for, in their order; a source that stands for nothing is a problem of its line. */
export const findCopies = async (
  host: HostFiles,
  lines: readonly PlannedCopy[],
): Promise<FoundCopies<FoundCopy>> => {
  const problems: BuildProblem[] = [];
  const copies: FoundCopy[] = [];
  for (const line of lines)
    for (const { word, path, stat, destination } of await findSources(host, line))
      if (path === undefined) problems.push(noSource(word, line));
      else copies.push({ source: path, stat, destination, line });
  return { copies, problems };
};

/** The names of some files, wherever they are. */
export interface FileNames<Stat extends { readonly kind: string } = { readonly kind: string }> {
  stat(path: ByteString): Promise<Stat | undefined>;
  list(path: ByteString): Promise<readonly ByteString[]>;
}

/** What a word of a line stands for; without path when it is nothing. */
export type FoundSource<Stat> =
  | {
      readonly word: string;
      readonly path: ByteString;
      readonly stat: Stat;
      readonly destination: ByteString;
    }
  | {
      readonly word: string;
      readonly path?: undefined;
      readonly stat?: undefined;
      readonly destination?: undefined;
    };

/** All that one line stands for, in order. */
export const findSources = async <Stat extends { readonly kind: string }>(
  files: FileNames<Stat>,
  line: PlannedCopy,
): Promise<readonly FoundSource<Stat>[]> => {
  const sources: FoundSource<Stat>[] = [];
  for (const word of expandBraces(line.source)) {
    const found = await expand(files, word);
    for (const { path, stat } of found) {
      const destination = line.destination === undefined ? path : toByteString(line.destination);
      sources.push({ word, path, stat, destination });
    }
    if (found.length === 0) sources.push({ word });
  }
  return sources;
};

const noSource = (word: string, { place }: PlannedCopy): BuildProblem => ({
  code: "build/no-source",
  severity: "error",
  message: `no file on this machine matches "${word}"`,
  span: place,
  hint: "sources of %files are relative to the folder the build is started in, not to the recipe",
});

interface Match<Stat> {
  readonly path: ByteString;
  readonly stat: Stat;
}

/** Walks the path name by name; only names with wildcards need a look into the folder. */
const expand = async <Stat extends { readonly kind: string }>(
  host: FileNames<Stat>,
  word: string,
): Promise<readonly Match<Stat>[]> => {
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
  const matched: Match<Stat>[] = [];
  for (const path of paths) {
    const stat = path === "" ? undefined : await host.stat(path);
    if (stat !== undefined) matched.push({ path, stat });
  }
  return matched;
};

const list = async (host: FileNames, folder: ByteString, pattern: string): Promise<readonly ByteString[]> => {
  if ((await host.stat(folder))?.kind !== "directory") return [];
  const names = await host.list(folder);
  return names.filter((name) => matches(pattern, fromByteString(name))).sort((a, b) => (a < b ? -1 : 1));
};
