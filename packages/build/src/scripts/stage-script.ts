/** A command run in a stage: a script's file lent to the tree, with the variables and binds of the build. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bind, Sandbox } from "@deftools/sandbox";
import { isFailure } from "@deftools/trouble";
import type { Tell } from "../build-event.ts";
import type { BuildScript } from "../build-plan.ts";
import { buildUmask, inImageEnvironment } from "./script-command.ts";
import type { ScriptPorts } from "./script-ports.ts";
import { toldRun } from "./told-run.ts";

/** What to run. */
export interface StageRun {
  /** As in `Told`. */
  readonly step: string;
  readonly argv: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
  readonly binds: readonly Bind[];
  /** A script that is lent to the tree, by a file in `scratch`. */
  readonly file?: { readonly path: string; readonly script: BuildScript };
  readonly scratch?: string;
  readonly signal: AbortSignal | undefined;
}

/** Runs it to its end. @throws Failure "build/script-failed", "build/script-timeout" */
export const runInStage = async (
  ports: ScriptPorts,
  tell: Tell,
  sandbox: Sandbox,
  { step, argv, variables, binds, file, scratch = ports.workFolder, signal }: StageRun,
): Promise<void> => {
  const { settings } = ports;
  const env = { ...settings.proxies, ...variables, ...settings.variables };
  const lent = [...binds, ...settings.binds];
  try {
    await toldRun(ports, tell, { step, script: file?.script, signal }, async (output, prelude, limits) =>
      sandbox.run({
        argv: inImageEnvironment(argv),
        env,
        umask: buildUmask,
        network: settings.network,
        binds: file ? [await lend(scratch, file, prelude), ...lent] : lent,
        stdout: output,
        stderr: output,
        ...limits,
      }),
    );
  } catch (error) {
    if (isFailure(error, "build/script-failed") && ports.debugShell !== undefined)
      await ports.debugShell(sandbox, { env, binds: lent, network: settings.network });
    throw error;
  }
};

const lend = async (
  folder: string,
  { path, script }: NonNullable<StageRun["file"]>,
  prelude: string,
): Promise<Bind> => {
  const source = join(folder, "script");
  await writeFile(source, `${prelude}${script.text}`, { mode: 0o755 });
  return { source, target: path, readOnly: true };
};
