/** `%test`, in the finished stage: what it changes is thrown away. One that passed in the same image passes. */

import type { Platform } from "@deftools/oci";
import { formatPlatform } from "@deftools/oci";
import type { Directory } from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";
import { testPath } from "../container-files/user-script.ts";
import type { Workshop } from "../workshop.ts";
import { openGround } from "./ground.ts";
import { testVariables } from "./script-command.ts";
import { scriptInputs, scriptKey } from "./script-key.ts";
import type { StageScriptPorts } from "./script-ports.ts";
import { runInStage } from "./stage-script.ts";

/** A stage to be tested, as in `PostStage`. */
export interface TestStage {
  readonly step: string;
  readonly root: Directory<PlacedFile>;
  readonly base: Directory<PlacedFile>;
  readonly platform: Platform;
  readonly signal: AbortSignal | undefined;
}

/** Tests it, by the script in it. The workshop is settled. @throws Failure "build/script-failed" */
export const testStep = async (
  { scripts, tell }: StageScriptPorts,
  workshop: Workshop,
  { step, root, base, platform, signal }: TestStage,
): Promise<void> => {
  const { settings, notes } = scripts;
  const argv = [`/${testPath}`] as const;
  const inputs = scriptInputs({
    root,
    text: "",
    argv,
    variables: testVariables,
    settings,
    cacheMounts: [],
    secrets: [],
    platform: formatPlatform(platform),
    time: 0,
  });
  const note = `passed-${scriptKey(inputs, { owners: true, devices: true })}`;
  const passed = settings.cache === "use" ? Number(await notes.read(note)) : Number.NaN;
  if (Date.now() - (settings.maxAgeMs ?? Number.POSITIVE_INFINITY) <= passed) {
    tell({ kind: "script-cached", step });
    return;
  }
  scripts.instead?.(step, "the image changed, or it did not run before");
  tell({ kind: "script-started", step });
  const ground = await openGround(scripts, workshop, { base, root }, signal);
  try {
    const run = { step, argv, variables: testVariables, binds: [], signal };
    await runInStage(scripts, tell, ground.sandbox, run);
  } finally {
    await ground.close();
  }
  if (settings.cache !== "off") await notes.write(note, String(Date.now()));
  tell({ kind: "script-done", step });
};
