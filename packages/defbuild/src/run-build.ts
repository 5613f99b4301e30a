/** A plan into an output, shown while it runs. */

import { resolve } from "node:path";
import {
  type BuildPlan,
  type BuildProblem,
  type BuildSummary,
  emptyLock,
  execute,
  extendLock,
  type Foreseen,
  type FoundCopy,
  findAllCopies,
  foresee,
  type Lock,
  lockedPlan,
  lockText,
  parseLock,
  type RecipeLogin,
} from "@deftools/build";
import { createOutputFile } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import type { BuildFlags } from "./build-flags.ts";
import { hostScriptProblems } from "./host-consent.ts";
import { type Machine, type MachineOptions, machineOptions, openMachine } from "./machine.ts";
import { planText } from "./plan-text.ts";
import type { Ports } from "./ports.ts";
import { openProgress } from "./progress/progress.ts";
import { sizeText } from "./progress/size.ts";
import { checkTarget, openTarget, type Target } from "./target.ts";
import { readText } from "./text-file.ts";
import { visible } from "./visible.ts";

/** What to do, and whom to tell what is wrong with it. */
export interface Run {
  readonly plan: BuildPlan;
  readonly target: Target;
  readonly flags: BuildFlags;
  /** Where the digests of bases are kept. */
  readonly lockFile?: string | undefined;
  /** The recipe, where there is one. */
  readonly recipe?: string;
  /** What the recipe brings along. */
  readonly logins?: readonly RecipeLogin[];
  /** Tells problems of the recipe, and whether one of them is an error. */
  readonly tellProblems: (problems: readonly BuildProblem[]) => boolean;
}

/**
 * Runs it; undefined when the plan was only to be shown, or a source is missing, which was told.
 * @throws Failure of every room below
 */
export const runBuild = async (ports: Ports, run: Run): Promise<BuildSummary | "shown" | "refused"> => {
  const { target, flags, lockFile } = run;
  const force = flags.force === true;
  const say = (line: string): void => {
    if (!flags.quiet) ports.stderr.write(line);
  };
  const lock = lockFile === undefined ? undefined : await readLock(lockFile, ports.cwd);
  const plan = lock === undefined ? run.plan : lockedPlan(run.plan, lock);
  if (flags.planJson || flags.plan) {
    const scripts = await foreseeScripts(ports, plan, run);
    const json = { ...plan, output: target.path, ...(scripts.length > 0 && { scripts }) };
    ports.stdout.write(
      flags.planJson ? `${JSON.stringify(json, undefined, 2)}\n` : planText(plan, target.path, scripts),
    );
    return "shown";
  }
  if (plan.compression.name === "zstd" && target.kind === "sif")
    say(
      "warning: SingularityCE and Apptainer before 1.4 cannot read images compressed with zstd\n" +
        "  hint: gzip is read by all engines\n",
    );
  await checkTarget(target, ports, { force });
  const isGiven = flags.allowHostScripts === true;
  if (run.tellProblems(await hostScriptProblems(ports, plan, { isGiven }))) return "refused";

  const progress = openProgress(flags.quiet ? "none" : flags.progress, ports);
  const start = ports.now();
  try {
    const options = { ...optionsOf(ports, run), endProgress: progress.end };
    const machine = await openMachine(ports, options, progress.tell);
    try {
      if (flags.verbose || flags.debug) say(`cache  ${machine.packFolder}\n`);
      const { copies, problems } = await findAllCopies(machine.build.host, plan);
      if (run.tellProblems(problems)) return "refused";
      const attempt = () => buildInto(ports, { ...run, plan, lock }, machine, copies);
      const made = await attempt().catch(async (error: unknown) => {
        if (!cacheTrouble.some((code) => isFailure(error, code))) throw error;
        if ((await machine.build.packs.forgetFound()) === 0) throw error;
        progress.tell({ kind: "warning", message: "the cache was damaged; its layers are made anew" });
        return attempt();
      });
      if (lock !== undefined && lockFile !== undefined)
        await writeLock(lockFile, ports.cwd, extendLock(lock, run.plan, made.digests));
      await machine.tidy();
      progress.end();
      const seconds = ((ports.now() - start) / 1000).toFixed(1);
      if (flags.progress !== "json")
        say(`built  ${visible(target.path)}, ${sizeText(made.size)}, in ${seconds} s\n`);
      return made;
    } finally {
      await machine.close();
    }
  } finally {
    progress.end();
  }
};

const optionsOf = (ports: Ports, { flags, logins, recipe }: Run): MachineOptions => ({
  ...machineOptions(ports, flags),
  ...(logins && { logins }),
  ...(recipe !== undefined && { recipe: resolve(ports.cwd, recipe) }),
});

/** Which scripts would run. Only what their bases are is asked for; where there are no scripts, nothing is. */
const foreseeScripts = async (ports: Ports, plan: BuildPlan, run: Run): Promise<readonly Foreseen[]> => {
  const hasScripts = plan.stages.some(
    ({ setup, post, metadata }) => setup ?? post ?? (run.flags.notest ? undefined : metadata.test),
  );
  if (!hasScripts) return [];
  const machine = await openMachine(ports, optionsOf(ports, run), () => undefined);
  try {
    const { copies, problems } = await findAllCopies(machine.build.host, plan);
    return problems.length > 0 ? [] : await foresee(machine.build, plan, { copies, signal: ports.signal });
  } finally {
    await machine.close();
  }
};

/** What shows that a pack was damaged after it was made. */
const cacheTrouble = ["build/damaged-pack", "squashfs/damaged", "bytes/truncated"];

const buildInto = async (
  ports: Ports,
  { plan, target, flags, lock }: Run & { readonly lock?: Lock | undefined },
  machine: Machine,
  copies: readonly (readonly FoundCopy[])[],
): Promise<BuildSummary> => {
  const { signal } = ports;
  const open = await openTarget(target, ports.cwd, { force: flags.force === true });
  try {
    const made = await execute(machine.build, plan, { copies, output: open.output, signal });
    signal.throwIfAborted();
    if (lock !== undefined) extendLock(lock, plan, made.digests);
    await open.commit();
    return made;
  } finally {
    await open.discard();
  }
};

const readLock = async (path: string, cwd: string): Promise<Lock> => {
  const text = await readText(resolve(cwd, path));
  return text === undefined ? emptyLock : parseLock(text, path);
};

const writeLock = async (path: string, cwd: string, lock: Lock): Promise<void> => {
  const file = await createOutputFile(resolve(cwd, path));
  try {
    await file.writeAt(0, Buffer.from(lockText(lock)));
    await file.commit();
  } finally {
    await file.discard();
  }
};
