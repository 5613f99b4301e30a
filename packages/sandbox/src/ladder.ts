/** The ladder: every way to run a command in a tree, tried out on this machine by doing it in small. */

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@deftools/bytes";
import { Failure, isFailure } from "@deftools/trouble";
import type { Driver } from "./driver.ts";
import { hostPrograms } from "./host-programs.ts";
import { makeOwnFolder } from "./own-folder.ts";
import { plainReason } from "./plain-reason.ts";
import type { SandboxPorts } from "./ports.ts";
import { lastWords } from "./process.ts";
import type { Bind } from "./request.ts";
import type { ChangeKeeping, Rung, UsableRung } from "./rung.ts";
import { drivers } from "./rungs.ts";
import { openSandbox } from "./sandbox.ts";

/** Where to try: there, what the file system cannot do shows. Default: the temporary folder. Nothing is left behind. */
export interface ProbeOptions {
  readonly workDirectory?: string;
}

/** Tries every rung; the answer has the best first. */
export const probe = (ports: SandboxPorts, options: ProbeOptions = {}): Promise<readonly Rung[]> =>
  withTrial(ports, options, (trial) => Promise.all(drivers.map((driver) => climb(ports, driver, trial))));

/** Tries rungs, best first, until one works. @throws Failure "sandbox/no-rung" that says why none does */
export const findRung = (ports: SandboxPorts, options: ProbeOptions = {}): Promise<UsableRung> =>
  withTrial(ports, options, async (trial) => {
    const rungs: Rung[] = [];
    for (const driver of drivers) {
      const rung = await climb(ports, driver, trial);
      if (rung.works) return rung;
      rungs.push(rung);
    }
    return bestRung(rungs);
  });

/** The best rung that works. @throws Failure "sandbox/no-rung" with all remedies, and behind it why each does not */
export const bestRung = (rungs: readonly Rung[]): UsableRung => {
  const best = rungs.find((rung): rung is UsableRung => rung.works);
  if (best) return best;
  const reasons = rungs.map((rung) => `${rung.title}: ${rung.works ? "works" : rung.why}`);
  const remedies = rungs.flatMap((rung) => (rung.works || rung.name === "root" ? [] : [rung.remedy]));
  throw new Failure("sandbox/no-rung", "no way to run a script here", {
    cause: new Error(reasons.join("; ")),
    hint: [...new Set(remedies)].join("; or "),
  });
};

interface Trial {
  readonly folder: string;
  readonly base: string;
  /** The host's own programs, seen in the tree. */
  readonly binds: readonly Bind[];
}

const withTrial = async <Answer>(
  ports: SandboxPorts,
  { workDirectory = ports.temporaryFolder }: ProbeOptions,
  use: (trial: Trial | undefined) => Promise<Answer>,
): Promise<Answer> => {
  if (ports.platform !== "linux") return use(undefined);
  const folder = await makeOwnFolder(workDirectory, []);
  try {
    return await use(await prepareTrial(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const prepareTrial = async (folder: string): Promise<Trial> => {
  const base = join(folder, "base");
  await makeFolder(join(base, "etc"));
  await writeFile(join(base, "etc", "gone"), "");
  return { folder, base, binds: await hostPrograms(base) };
};

/** What installing software does: make, own, remove, and write to a device. The group of shadow is one of those that break first. */
const DEED =
  "set -e; echo deed >/deed; chown 7:42 /deed; chmod 2755 /deed; rm /etc/gone; mkdir /tmp/made; echo >/dev/null";

const climb = async (ports: SandboxPorts, driver: Driver, trial: Trial | undefined): Promise<Rung> => {
  if (trial === undefined) return failed(driver, NOT_LINUX);
  const obstacle = await driver.obstacle(ports);
  if (obstacle) return failed(driver, obstacle);
  const reasons: string[] = [];
  for (const changes of driver.keepings) {
    const why = await attempt(ports, driver, changes, trial);
    if (why === undefined)
      return {
        name: driver.name,
        title: driver.title,
        keeps: driver.keeps,
        works: true,
        changes,
        ...(reasons[0] !== undefined && { note: `no overlay here, so trees are copied (${reasons[0]})` }),
      };
    if (!reasons.includes(why)) reasons.push(why);
  }
  return failed(driver, { why: reasons.join("; "), remedy: driver.remedy(ports) });
};

/** Why it does not work, or nothing. */
const attempt = async (
  ports: SandboxPorts,
  driver: Driver,
  changes: ChangeKeeping,
  { folder, base, binds }: Trial,
): Promise<string | undefined> => {
  try {
    const sandbox = await openSandbox(ports, {
      base,
      workDirectory: folder,
      rung: { name: driver.name, changes, keeps: driver.keeps },
    });
    try {
      const words = lastWords();
      const argv = ["/bin/sh", "-c", DEED] as const;
      const { status } = await sandbox.run({ argv, binds, stderr: words.take, timeoutMs: PATIENCE_MS });
      if (status !== 0) return plainReason(words.text() || `its shell ended with ${status}`);
      const records = await sandbox.changes(async () => undefined);
      const deed = records.find(({ path }) => path === "deed");
      const isRight = deed?.kind === "node" && (!driver.keeps.owners || deed.node.gid === 42);
      const isGone = records.some(({ kind, path }) => kind === "whiteout" && path === "etc/gone");
      return isRight && isGone ? undefined : "what was changed cannot be read back";
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    if (isFailure(error)) return plainReason(error.message);
    throw error;
  }
};

/** Long enough for a slow machine. */
const PATIENCE_MS = 20_000;

const NOT_LINUX = {
  why: "scripts run on Linux only",
  remedy: "build on a Linux machine, or in a virtual one",
};

const failed = (
  { name, title, keeps }: Driver,
  { why, remedy }: { readonly why: string; readonly remedy: string },
): Rung => ({ name, title, keeps, works: false, why, remedy });
