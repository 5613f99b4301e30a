/** A sandbox: a base that is not touched, commands that run over it one after the other, and what they changed. */

import { rm, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { LayerRecord } from "@deftools/rootfs";
import { assert, Failure } from "@deftools/trouble";
import { readCopy, readUpper, type Store, snapshot } from "./changes/read-changes.ts";
import { type Driver, OWN, type Script } from "./driver.ts";
import { besideScript } from "./inside/beside.ts";
import { makeSkeleton, mountsOf } from "./mount-list.ts";
import { need } from "./need.ts";
import { makeOwnFolder } from "./own-folder.ts";
import type { SandboxPorts } from "./ports.ts";
import { type ProgramOptions, runProgram } from "./process.ts";
import { type BesideRequest, checkRequest, type RunOutcome, type RunRequest } from "./request.ts";
import type { UsableRung } from "./rung.ts";
import { driverOf } from "./rungs.ts";
import { supervise } from "./supervise.ts";
import { removeFolder } from "./tree/remove.ts";
import { plantSeed, type Seed } from "./tree/seed.ts";

export interface SandboxOptions<Data = never> {
  /** The tree to start from, an absolute path: as `extractTree` wrote it for the same rung, or any folder that its root can read. */
  readonly base: string;
  /** Where the sandbox makes its own folder; on a file system of this machine, with room for what is changed. */
  readonly workDirectory: string;
  readonly rung: Pick<UsableRung, "name" | "changes" | "keeps">;
  /** What the sandbox has besides, as if the base had it. */
  readonly seed?: Seed<Data> | undefined;
}

export interface Sandbox {
  /**
   * Runs a command to its end, one at a time. When this settles, all that it started is gone, and so are all mounts.
   * @throws Failure "sandbox/no-start" when it could not be started at all · "sandbox/bad-request" · "sandbox/unsupported"
   */
  run(request: RunRequest): Promise<RunOutcome>;
  /** Where a command that runs beside sees the tree, on the host. */
  readonly tree: string;
  /**
   * Runs a command of the host, as the root of the rung's ids, which sees the host as it is and the tree as a folder. What it changes
   * there is a change. Binds, network and `/tmp` of the request are the host's.
   * @throws as `run`
   */
  runBeside(request: BesideRequest): Promise<RunOutcome>;
  /**
   * What all commands so far changed, as a layer over the base; `store` takes the content of each regular file.
   * Owners are as inside; all root's where the rung does not keep them.
   */
  changes<Data>(store: Store<Data>): Promise<LayerRecord<Data>[]>;
  /** Removes all that was changed. */
  close(): Promise<void>;
}

/** Opens a sandbox on a rung that works here. @throws Failure "sandbox/program-failed" · "sandbox/no-program" */
export const openSandbox = async <Data = never>(
  ports: SandboxPorts,
  { base, workDirectory, rung, seed }: SandboxOptions<Data>,
): Promise<Sandbox> => {
  if (!isAbsolute(base) || !isAbsolute(workDirectory))
    throw new Failure(
      "sandbox/bad-request",
      `"${isAbsolute(base) ? workDirectory : base}" is not an absolute path`,
    );
  const driver = driverOf(rung.name);
  const world = await driver.world(ports);
  const folder = await makeOwnFolder(workDirectory, world);
  const inWorld = (argv: readonly string[], purpose: string, options: Omit<ProgramOptions, "stderr"> = {}) =>
    runProgram([...world, ...argv], purpose, { ...options, cwd: folder });
  const close = () => removeFolder(folder, world);
  try {
    const prepare = rung.changes === "copy" ? COPY : UPPER;
    await inWorld(["/bin/sh", "-c", prepare, "sh", base], `prepare a sandbox over ${base}`);
    if (seed !== undefined) await plantSeed(ports, { world, folder, rung }, seed);
    const place = { ports, world, folder };
    const before = rung.changes === "copy" ? await snapshot(place) : undefined;
    let isBusy = false;
    const alone = async (start: () => Promise<RunOutcome>): Promise<RunOutcome> => {
      // Two mounts of one upper folder would spoil it.
      assert(!isBusy, "a sandbox runs one command at a time");
      isBusy = true;
      try {
        return await start();
      } finally {
        isBusy = false;
      }
    };
    const own = { folder, base, keeping: rung.changes };
    return {
      run: (request) => alone(() => run(ports, driver, own, request)),
      tree: join(folder, OWN.root),
      runBeside: (request) => alone(() => runBeside(ports, driver, own, request)),
      changes: (store) => (before ? readCopy(place, before, store) : readUpper(place, store)),
      close,
    };
  } catch (error) {
    // where no program can be run in the rung's world, that is what to tell, and nothing of it is in the folder
    await close().catch(() => rm(folder, { recursive: true, force: true }));
    throw error;
  }
};

const FOLDERS = `mkdir ${OWN.temporary} ${OWN.variableTemporary} ${OWN.shared}
chmod 1777 ${OWN.temporary} ${OWN.variableTemporary} ${OWN.shared}`;

/** The root of the upper folder is the root that is seen, so it is made to look like the base's. */
const UPPER = `set -eu
${FOLDERS}
mkdir ${OWN.base} ${OWN.seed} ${OWN.skeleton} ${OWN.upper} ${OWN.work} ${OWN.root}
chown --reference="$1" ${OWN.upper} 2>/dev/null || :
chmod --reference="$1" ${OWN.upper}
touch -r "$1" ${OWN.upper}`;

const COPY = `set -eu
${FOLDERS}
cp -a -- "$1" ${OWN.root}`;

interface Own {
  readonly folder: string;
  readonly base: string;
  readonly keeping: UsableRung["changes"];
}

const run = async (
  ports: SandboxPorts,
  driver: Driver,
  { folder, base, keeping }: Own,
  request: RunRequest,
): Promise<RunOutcome> => {
  checkRequest(request);
  need(ports, "mount");
  const mounts = await mountsOf(driver, { folder, base }, request.binds ?? []);
  if (keeping === "overlay") await makeSkeleton(folder, mounts);
  const script = await driver.script(ports, { folder, base, keeping, request, mounts });
  return start(script, request, { folder, title: driver.title });
};

const runBeside = async (
  ports: SandboxPorts,
  driver: Driver,
  { folder, base, keeping }: Own,
  request: BesideRequest,
): Promise<RunOutcome> => {
  checkRequest(request);
  const script = await besideScript(ports, driver, { base, keeping, request });
  return start(script, request, { folder, title: driver.title });
};

const start = async (
  script: Script,
  request: RunRequest | BesideRequest,
  place: { readonly folder: string; readonly title: string },
): Promise<RunOutcome> => {
  const path = join(place.folder, OWN.script);
  await writeFile(path, script.text, { mode: 0o600 });
  if (script.filter) await writeFile(join(place.folder, OWN.filter), script.filter);
  try {
    return await supervise(script, request, place);
  } finally {
    // It has the environment in it, and that may have secrets.
    await rm(path, { force: true });
  }
};
