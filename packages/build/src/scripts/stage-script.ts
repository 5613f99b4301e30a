/** A script run in a stage: its file lent to the tree, with the variables and binds of the build. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bind, Sandbox } from "@deftools/sandbox";
import type { Tell } from "../build-event.ts";
import type { BuildScript } from "../build-plan.ts";
import { buildUmask, inImageEnvironment } from "./script-command.ts";
import type { ScriptPorts } from "./script-ports.ts";
import { toldRun } from "./told-run.ts";

/** What to run. */
export interface StageRun {
  /** For people: `%post`, `%post of stage "build"`. */
  readonly step: string;
  readonly argv: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
  /** A script that is lent to the tree. */
  readonly file?: { readonly path: string; readonly script: BuildScript };
  readonly signal: AbortSignal | undefined;
}

/** Runs it to its end. @throws Failure "build/script-failed", "build/script-timeout" */
export const runInStage = async (
  ports: ScriptPorts,
  tell: Tell,
  sandbox: Sandbox,
  { step, argv, variables, file, signal }: StageRun,
): Promise<void> => {
  const { settings } = ports;
  const scratch = await mkdtemp(join(ports.workFolder, "script-"));
  try {
    await toldRun(ports, tell, { step, script: file?.script, signal }, async (output, prelude, limits) =>
      sandbox.run({
        argv: inImageEnvironment(argv),
        env: { ...settings.proxies, ...variables, ...settings.variables },
        umask: buildUmask,
        network: settings.network,
        binds: [...(file ? [await lend(scratch, file, prelude)] : []), ...settings.binds],
        stdout: output,
        stderr: output,
        ...limits,
      }),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
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
