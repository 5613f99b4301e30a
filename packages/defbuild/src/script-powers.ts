/** What scripts need of this machine: a way to run, folders, logs, and notes of what was done. */

import { createWriteStream, existsSync } from "node:fs";
import { readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  CacheMount,
  ScriptLog,
  ScriptNotes,
  ScriptPorts,
  ScriptSettings,
  Secret,
} from "@deftools/build";
import { makeFolder } from "@deftools/bytes";
import { findRung, thisMachine, type UsableRung } from "@deftools/sandbox";
import { Failure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/** Where things are kept. */
interface Folders {
  /** The cache, or one that goes away with the build. */
  readonly cache: string;
  /** For what is changed while a script runs; default: in the cache. */
  readonly work?: string | undefined;
  /** For logs. */
  readonly logs: string;
  /** Whether logs of scripts that passed are kept, too. */
  readonly keepsLogs: boolean;
}

interface Asked {
  readonly settings: ScriptSettings;
  readonly recipe: string;
  readonly secrets: readonly Secret[];
  readonly cacheMounts: readonly CacheMount[];
  /** Called before a shell gets the terminal; absent: none is opened. */
  readonly beforeShell?: (() => void) | undefined;
}

/** All of it. */
export const scriptPowers = (
  ports: Pick<Ports, "env" | "cwd" | "stderr" | "hasTerminal">,
  { cache, work, logs, keepsLogs }: Folders,
  { settings, recipe, secrets, cacheMounts, beforeShell }: Asked,
): ScriptPorts => {
  const { env, cwd } = ports;
  const sandbox = thisMachine(env);
  const workFolder = join(work ?? cache, "work");
  let rung: Promise<UsableRung> | undefined;
  return {
    sandbox,
    settings,
    recipe,
    secrets,
    cacheMounts,
    mountFolder: join(cache, "mounts"),
    // in memory, where a machine has that
    secretFolder: existsSync("/dev/shm") ? "/dev/shm" : workFolder,
    host: { cwd, env: settable(env) },
    workFolder,
    treeFolder: join(cache, "trees"),
    findRung: () => {
      rung ??= findRung(sandbox, { workDirectory: workFolder });
      return rung;
    },
    ...(beforeShell && { debugShell: debugShell(ports, beforeShell) }),
    notes: notesIn(join(cache, "notes")),
    openLog: (name) => openLog(logs, name, { keepsAll: keepsLogs }),
  };
};

/** A shell where a script stopped; what it changes is thrown away with the rest. */
const debugShell = (
  { stderr, env, hasTerminal }: Pick<Ports, "env" | "stderr" | "hasTerminal">,
  before: () => void,
): NonNullable<ScriptPorts["debugShell"]> => {
  return async (sandbox, request) => {
    before();
    stderr.write("a shell where the script stopped; its end is the end of the build\n");
    await sandbox.run({
      argv: ["/bin/sh", "-c", "if [ -x /bin/bash ]; then exec /bin/bash --norc; fi; exec /bin/sh"],
      ...request,
      env: { ...request.env, PS1: "stopped> ", ...(env["TERM"] && { TERM: env["TERM"] }) },
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
      terminal: hasTerminal,
    });
  };
};

/** Without functions that a shell exported, whose names are no names. */
const settable = (env: Ports["env"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && /^[A-Za-z_]\w*$/.test(name) ? [[name, value]] : [],
    ),
  );

/** A file per note. */
const notesIn = (folder: string): ScriptNotes => ({
  read: (name) => readFile(join(folder, name), "utf8").catch(() => undefined),
  write: async (name, text) => {
    await makeFolder(folder, 0o700);
    const part = join(folder, `.${name}.${process.pid}`);
    await writeFile(part, text);
    await rename(part, join(folder, name));
  },
});

/** Logs that are kept; older ones go when a new one comes. */
const KEPT_LOGS = 50;

const openLog = async (
  folder: string,
  name: string,
  { keepsAll }: { readonly keepsAll: boolean },
): Promise<ScriptLog> => {
  try {
    await makeFolder(folder, 0o700);
  } catch (cause) {
    throw new Failure("defbuild/cannot-log", `cannot make the folder ${folder}`, { cause });
  }
  const logs = (await readdir(folder)).filter((log) => log.endsWith(".log")).sort();
  for (const log of logs.slice(0, -KEPT_LOGS)) await rm(join(folder, log), { force: true });
  const time = new Date().toISOString().replaceAll(/[-:]|\..*/g, "");
  count += 1;
  const path = join(folder, `${time}-${process.pid}-${count}-${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}.log`);
  const file = createWriteStream(path, { mode: 0o600 });
  const failure = new Promise<never>((_, reject) => file.on("error", reject));
  failure.catch(() => undefined);
  return {
    path,
    write: (line) =>
      Promise.race([failure, new Promise<void>((done) => void file.write(`${line}\n`, () => done()))]),
    close: async (outcome) => {
      await Promise.race([failure, new Promise<void>((done) => void file.end(() => done()))]);
      if (outcome === "failed" || keepsAll) return;
      await rm(path, { force: true });
      // others may have theirs there
      await rmdir(folder).catch(() => undefined);
    },
  };
};

let count = 0;
