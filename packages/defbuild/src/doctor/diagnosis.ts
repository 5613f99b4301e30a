/** What this machine, for this user, has for builds: found out by doing, and as data. */

import { join, resolve } from "node:path";
import { agentPrograms, type ProgramNeed } from "@deftools/build";
import { probe, type Rung, type SandboxPorts } from "@deftools/sandbox";
import { cacheEntries } from "../cache.ts";
import { cacheFolder } from "../cache-folder.ts";
import type { Ports } from "../ports.ts";
import { type FolderState, folderState } from "./folder-state.ts";

/** Printed as it is by `--json`. */
export interface Diagnosis {
  /** Whether recipes whose sections run can be built here. */
  readonly runsScripts: boolean;
  readonly user: string;
  readonly node: string;
  /** Best first. */
  readonly rungs: readonly Rung[];
  readonly cache: FolderState & { readonly files: number; readonly used: number };
  readonly temporary: FolderState;
  readonly agents: readonly AgentState[];
}

/** A bootstrap agent that needs programs of this machine. */
export interface AgentState {
  readonly agents: readonly string[];
  readonly found: readonly string[];
  readonly missing: readonly ProgramNeed[];
}

/** Looks at everything. Where scripts would work, that is the cache, the rungs are tried. */
export const diagnose = async (
  ports: Ports,
  sandbox: SandboxPorts,
  { tmpdir }: { readonly tmpdir?: string } = {},
): Promise<Diagnosis> => {
  const cachePath = resolve(ports.cwd, cacheFolder(ports));
  const cache = await folderState(cachePath, sandbox);
  const temporary = await folderState(resolve(ports.cwd, tmpdir ?? ports.temporaryFolder), sandbox);
  const place = [cache, temporary].find(({ problem }) => problem === undefined);
  const rungs = await probe(sandbox, { workDirectory: join((place ?? temporary).path, "scripts") });
  const entries = cache.problem === undefined ? await cacheEntries(cachePath) : [];
  return {
    runsScripts: rungs.some(({ works }) => works) && place !== undefined,
    user: sandbox.user,
    node: process.version,
    rungs,
    cache: { ...cache, files: entries.length, used: entries.reduce((sum, { size }) => sum + size, 0) },
    temporary,
    agents: agentPrograms.map(({ agents, programs }) => ({
      agents,
      found: programs.flatMap(({ anyOf }) => findFirst(sandbox, anyOf) ?? []),
      missing: programs.filter(({ anyOf }) => findFirst(sandbox, anyOf) === undefined),
    })),
  };
};

const findFirst = (sandbox: SandboxPorts, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const path = sandbox.findProgram(name);
    if (path !== undefined) return path;
  }
  return undefined;
};
