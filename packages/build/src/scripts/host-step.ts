/** `%pre` and `%setup`: scripts that run on this machine. What they see cannot be known, so they run in every build. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@deftools/bytes";
import type { Directory } from "@deftools/rootfs";
import { type BesideRequest, type RunOutcome, runOnHost } from "@deftools/sandbox";
import type { PlacedFile } from "@deftools/squashfs";
import type { BuildScript } from "../build-plan.ts";
import type { Workshop } from "../workshop.ts";
import { openGround } from "./ground.ts";
import { layRecords, mendRecord } from "./script-changes.ts";
import { buildUmask, scriptCommand, scriptEnvironmentPath } from "./script-command.ts";
import type { StageScriptPorts } from "./script-ports.ts";
import { toldRun } from "./told-run.ts";

interface HostStep {
  readonly script: BuildScript;
  readonly step: string;
  readonly signal: AbortSignal | undefined;
}

/** A `%setup` and the stage it sets up, as in `PostStage`. */
export interface SetupStage extends HostStep {
  readonly root: Directory<PlacedFile>;
  readonly base: Directory<PlacedFile>;
  readonly made: number;
  readonly time: number;
}

/** Runs `%pre`: there is no tree yet. @throws Failure "build/script-failed" */
export const preStep = async (ports: StageScriptPorts, step: HostStep): Promise<void> => {
  const { scripts } = ports;
  // it prepares what nobody here can know
  if (scripts.instead !== undefined) return;
  await makeFolder(scripts.workFolder);
  const tree = await mkdtemp(join(scripts.workFolder, "pre-"));
  try {
    await onHost(ports, step, tree, runOnHost);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
};

/** Runs `%setup` and gives the tree with what it changed. @throws Failure "build/script-failed" */
export const setupStep = async (
  ports: StageScriptPorts,
  workshop: Workshop,
  stage: SetupStage,
): Promise<Directory<PlacedFile>> => {
  const { base, root, made, time, signal } = stage;
  ports.scripts.instead?.(stage.step, "it runs in every build");
  await workshop.settle();
  const ground = await openGround(ports.scripts, workshop, { base, root }, signal);
  try {
    const { sandbox, rung } = ground;
    await onHost(ports, stage, sandbox.tree, sandbox.runBeside);
    const records = await sandbox.changes((content) => workshop.put(content));
    const mend = mendRecord<PlacedFile>(root, { time: made, keepsOwners: rung.keeps.owners });
    return layRecords(records.map(mend), root, time);
  } finally {
    await ground.close();
  }
};

const onHost = async (
  { scripts, tell }: StageScriptPorts,
  { script, step, signal }: HostStep,
  tree: string,
  run: (request: BesideRequest) => Promise<RunOutcome>,
): Promise<void> => {
  const folder = await mkdtemp(join(scripts.workFolder, "script-"));
  const path = join(folder, script.section);
  tell({ kind: "script-started", step });
  try {
    await toldRun(scripts, tell, { step, script, signal }, async (output, prelude, limits) => {
      await writeFile(path, `${prelude}${script.text}`);
      const [program, ...words] = scriptCommand(script, path);
      return run({
        argv: ["/bin/sh", "-c", 'exec 2>&1; exec "$@"', "sh", program, ...words],
        cwd: scripts.host.cwd,
        env: { ...scripts.host.env, ...hostVariables(tree) },
        umask: buildUmask,
        stdout: output,
        stderr: output,
        ...limits,
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  tell({ kind: "script-done", step });
};

/** As the engine has them; the path of the environment is one inside the image, even here. */
const hostVariables = (tree: string): Readonly<Record<string, string>> => ({
  APPTAINER_ROOTFS: tree,
  SINGULARITY_ROOTFS: tree,
  APPTAINER_ENVIRONMENT: `/${scriptEnvironmentPath}`,
  SINGULARITY_ENVIRONMENT: `/${scriptEnvironmentPath}`,
});
