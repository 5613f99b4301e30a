/** `%post`: its result from the cache, or the script run and its result kept. */

import { rm } from "node:fs/promises";
import { type ByteStream, collect } from "@deftools/bytes";
import { formatPlatform, type Platform } from "@deftools/oci";
import { type Directory, lookUp, removeAt } from "@deftools/rootfs";
import { type Kept, makeOwnFolder } from "@deftools/sandbox";
import type { PlacedFile, StoredFile } from "@deftools/squashfs";
import { Failure } from "@deftools/trouble";
import type { BuildScript } from "../build-plan.ts";
import type { Pack } from "../packs/pack.ts";
import { treeHash } from "../tree-hash.ts";
import type { Workshop } from "../workshop.ts";
import { lendMounts } from "./cache-mounts.ts";
import { type Part, partsOf } from "./checkpoints.ts";
import { type Ground, openGround } from "./ground.ts";
import { clampPythonCache } from "./python-caches.ts";
import { reasonFor, rememberInputs } from "./reasons.ts";
import { changesOnce, keepChanges, layPack, mendRecord } from "./script-changes.ts";
import { postScriptPath, postVariables, scriptCommand, scriptLabelsPath } from "./script-command.ts";
import { type ScriptInputs, scriptInputs, scriptKey } from "./script-key.ts";
import type { ScriptPorts, StageScriptPorts } from "./script-ports.ts";
import { lendSecrets } from "./secrets.ts";
import { runInStage } from "./stage-script.ts";

/** A stage that its script is to run in. */
export interface PostStage {
  readonly script: BuildScript;
  /** As in `StageRun`. */
  readonly step: string;
  readonly root: Directory<PlacedFile>;
  readonly base: Directory<PlacedFile>;
  readonly platform: Platform;
  /** Of the base; nothing that the script makes is newer. Seconds since 1970. */
  readonly made: number;
  /** Of the stage. */
  readonly time: number;
  readonly signal: AbortSignal | undefined;
}

/** What came of it. */
export interface PostResult {
  /** The tree of the stage, changed. */
  readonly root: Directory<PlacedFile>;
  /** What the script wrote for the image's labels. */
  readonly labels: string | undefined;
}

/** Runs it, or those of its parts that were not run before. @throws Failure "build/script-failed", and of the rooms below */
export const postStep = async (
  ports: StageScriptPorts,
  workshop: Workshop,
  stage: PostStage,
): Promise<PostResult> => {
  const parts = partsOf(stage.script);
  let { root } = stage;
  await workshop.settle();
  for (const [index, part] of parts.entries()) {
    const step = parts.length === 1 ? stage.step : `${stage.step}, part ${index + 1} of ${parts.length}`;
    root = await partStep(ports, workshop, { ...stage, script: part.script, step, root }, part);
    // it ended the script
    if (part.state !== undefined && lookUp(root, part.state) === undefined) break;
  }
  for (const { state } of parts) if (state !== undefined) removeAt(root, state);
  const labels = await textAt(workshop, root, scriptLabelsPath);
  removeAt(root, scriptLabelsPath);
  return { root, labels };
};

const partStep = async (
  ports: StageScriptPorts,
  workshop: Workshop,
  stage: PostStage,
  { keyText }: Part,
): Promise<Directory<PlacedFile>> => {
  const { script, step, root, platform, made, time } = stage;
  const { scripts, tell } = ports;
  const inputs = scriptInputs({
    root,
    text: keyText,
    argv: scriptCommand(script, postScriptPath),
    variables: postVariables,
    settings: scripts.settings,
    cacheMounts: scripts.cacheMounts,
    secrets: scripts.secrets,
    platform: formatPlatform(platform),
    time: made,
  });
  const known = await findResult(ports, workshop, inputs);
  if (known !== undefined) tell({ kind: "script-cached", step });
  const pack = known ?? (await makeResult(ports, workshop, stage, inputs));
  return layPack(workshop, pack, root, time);
};

/** What can be kept at best here, and without any rights; a result of the latter serves only where nothing better can be done. */
const keepable = ({ sandbox }: ScriptPorts): readonly Kept[] => [
  { owners: true, devices: sandbox.uid === 0 },
  { owners: false, devices: false },
];

const findResult = async (
  { scripts, packs }: StageScriptPorts,
  { compressor }: Workshop,
  inputs: ScriptInputs,
): Promise<Pack | undefined> => {
  const { settings } = scripts;
  if (settings.cache !== "use") return undefined;
  for (const keeps of keepable(scripts)) {
    const key = scriptKey(inputs, keeps);
    if (await isTooOld(scripts, key)) continue;
    const pack = await packs.find(packName(key, compressor));
    if (pack === undefined) continue;
    if (keeps.owners || !(await scripts.findRung()).keeps.owners) return pack;
    await pack.close();
  }
  return undefined;
};

const packName = (key: string, { name, level }: Workshop["compressor"]): string =>
  `script-${key}.${name}-${level}`;

const isTooOld = async ({ settings, notes }: ScriptPorts, key: string): Promise<boolean> => {
  if (settings.maxAgeMs === undefined) return false;
  const made = Number(await notes.read(key));
  return !(Date.now() - settings.maxAgeMs <= made);
};

const makeResult = async (
  ports: StageScriptPorts,
  workshop: Workshop,
  stage: PostStage,
  inputs: ScriptInputs,
): Promise<Pack> => {
  const { scripts, packs, tell } = ports;
  const { step, root, base, made, signal } = stage;
  const facts = { step, inputs, base: treeHash(base, [], { times: false }).toString("hex") };
  const why = await reasonFor(scripts, facts);
  scripts.instead?.(step, why);
  if (lookUp(root, "bin/sh") === undefined)
    throw new Failure("build/no-shell", `the image has no /bin/sh, which would run ${step}`, {
      hint: "copy programs into it with %files from another stage, or start from an image that has a shell",
    });
  tell({ kind: "script-started", step, why });
  const ground = await openGround(scripts, workshop, { base, root }, signal);
  try {
    const { sandbox, rung } = ground;
    await runPost(ports, ground, stage);
    const key = scriptKey(inputs, rung.keeps);
    const name = packName(key, workshop.compressor);
    const mend = mendRecord<StoredFile>(root, { time: made, keepsOwners: rung.keeps.owners });
    const filter = (content: ByteStream, path: string): ByteStream =>
      clampPythonCache(content, path, made, (source) => lookUp(root, source)?.mtime);
    const result = { key: name, sandbox, mend, filter, secrets: scripts.secrets };
    if (scripts.settings.cache === "off") {
      const pack = await changesOnce(packs, workshop.compressor, result);
      tell({ kind: "script-done", step });
      return pack;
    }
    await keepChanges(packs, workshop.compressor, result);
    await scripts.notes.write(key, String(Date.now()));
    await rememberInputs(scripts, facts);
    tell({ kind: "script-done", step });
    return (await packs.find(name)) ?? vanished(step);
  } finally {
    await ground.close();
  }
};

/** Runs the script with all that it is lent. */
const runPost = async (
  { scripts, tell }: StageScriptPorts,
  { sandbox, rung }: Ground,
  { script, step, signal }: PostStage,
): Promise<void> => {
  const scratch = await makeOwnFolder(scripts.workFolder, []);
  const secrets = await lendSecrets(scripts.secretFolder, scripts.secrets);
  try {
    const mounts = await lendMounts({ ...scripts, rung, scratch }, scripts.cacheMounts);
    try {
      await runInStage(scripts, tell, sandbox, {
        step,
        argv: scriptCommand(script, postScriptPath),
        variables: { ...postVariables, ...mounts.variables },
        binds: [...mounts.binds, ...secrets.binds],
        file: { path: postScriptPath, script },
        scratch,
        signal,
      });
    } finally {
      await mounts.giveBack();
    }
  } finally {
    await secrets.takeBack();
    await rm(scratch, { recursive: true, force: true });
  }
};

const vanished = (step: string): never => {
  throw new Failure("build/lost-pack", `the result of ${step} vanished while it was used`, {
    hint: "another program empties the cache; try again, or use --disable-cache",
  });
};

const textAt = async (
  workshop: Workshop,
  root: Directory<PlacedFile>,
  path: string,
): Promise<string | undefined> => {
  const node = lookUp(root, path, { followLast: false });
  if (node?.kind !== "file") return undefined;
  const content: ByteStream = workshop.read(node.data);
  return Buffer.from(await collect(content, LONGEST_TEXT, `/${path}`)).toString();
};

/** Bytes. */
const LONGEST_TEXT = 1024 * 1024;
