/** One stage, from its base to the last text of its metadata. */

import { formatPlatform } from "@deftools/oci";
import { type Directory, fromByteString, lookUp, snapshotTree, toByteString } from "@deftools/rootfs";
import type { PlacedFile } from "@deftools/squashfs";
import type { BuildPlan, PlannedStage } from "../build-plan.ts";
import { buildTime } from "../build-time.ts";
import { type ContainerFiles, containerFiles } from "../container-files/container-files.ts";
import { environment, environmentPath } from "../container-files/environment.ts";
import { copyInto } from "../host-files/copy-into.ts";
import type { FoundCopy } from "../host-files/find-copies.ts";
import type { HostFiles } from "../host-files/host-files.ts";
import { inheritedTexts } from "../opening/inherited-texts.ts";
import { type OpeningPorts, openBase } from "../opening/open-base.ts";
import type { OpenedBase } from "../opening/opened-base.ts";
import { putEntries } from "../put-entries.ts";
import { preStep, setupStep } from "../scripts/host-step.ts";
import { postStep } from "../scripts/post-step.ts";
import type { ScriptPorts } from "../scripts/script-ports.ts";
import { testStep } from "../scripts/test-step.ts";
import type { Workshop } from "../workshop.ts";
import { copyFromStage } from "./stage-copy.ts";
import { stepName } from "./step-name.ts";

/** A stage that is done. */
export interface BuiltStage {
  readonly root: Directory<PlacedFile>;
  readonly base: OpenedBase;
  readonly planned: PlannedStage;
  /** Of its generated files, in seconds since 1970. */
  readonly time: number;
  readonly files: ContainerFiles;
}

/** The powers a stage has. */
export interface StagePorts extends OpeningPorts {
  readonly host: HostFiles;
  /** Name and version of the program, for the labels. */
  readonly builder: { readonly name: string; readonly version: string };
  readonly scripts: ScriptPorts;
}

interface StageInput {
  readonly plan: BuildPlan;
  /** What the stage copies from the host. */
  readonly copies: readonly FoundCopy[];
  /** The stages that it copies from, as the plan numbers them. */
  readonly earlier: ReadonlyMap<number, BuiltStage>;
  /** Bases are opened one after the other: two stages often have the same, and fetch it once. */
  readonly openInTurn: <Result>(open: () => Promise<Result>) => Promise<Result>;
  readonly signal: AbortSignal | undefined;
}

/** Builds it. @throws Failure of every room below */
export const buildStage = async (
  ports: StagePorts,
  workshop: Workshop,
  planned: PlannedStage,
  { plan, copies, earlier, openInTurn, signal }: StageInput,
): Promise<BuiltStage> => {
  const { pre, setup, post } = planned;
  const step = (section: string): string => stepName(section, planned, plan);
  if (pre !== undefined) await preStep(ports, { script: pre, step: step("%pre"), signal });
  const base = await openInTurn(() => openBase(ports, workshop, planned.base, plan, signal));
  checkPlatform(ports, base, plan);
  const time = buildTime(plan.time, base.created);
  const bare = snapshotTree(base.root);
  const input = {
    metadata: planned.metadata,
    apps: planned.apps,
    config: base.config,
    inherited: base.inherited,
    exists: (path: string) => lookUp(bare, toByteString(path), { followLast: false }) !== undefined,
    architecture: base.platform.architecture,
    time,
    builder: ports.builder,
    force: plan.forceLabels,
  };
  const putting = { time, store: workshop.putBytes };
  await putEntries(base.root, containerFiles(input).skeleton, putting);
  const before = [environment(undefined, base.inherited?.get(environmentPath))];
  if (setup !== undefined || post !== undefined) await putEntries(base.root, before, putting);
  await copyFromStages(ports, base.root, { planned, earlier, time });
  let root = base.root;
  const scripted = { base: bare, made: buildTime(base.created, plan.time), time, signal };
  if (setup !== undefined)
    root = await setupStep(ports, workshop, { ...scripted, script: setup, step: step("%setup"), root });
  await copyFromHost(ports, workshop, root, { copies, time });
  let scriptLabels: string | undefined;
  if (post !== undefined) {
    const { platform } = base;
    const stage = { ...scripted, script: post, step: step("%post"), root, platform };
    ({ root, labels: scriptLabels } = await postStep(ports, workshop, stage));
  }
  const isScripted = setup !== undefined || post !== undefined;
  if (isScripted) await workshop.settle();
  const written = isScripted ? await inheritedTexts(root, ({ data }) => workshop.read(data)) : undefined;
  const files = containerFiles({ ...input, written, scriptLabels });
  await putEntries(root, files.metadata, putting);
  for (const message of files.kept)
    ports.tell({ kind: "warning", message, hint: "use --force to let the recipe overwrite it" });
  if (planned.metadata.test !== undefined) {
    // whether it is tested or not, so that the image is the same
    await workshop.settle();
    const { platform } = base;
    if (ports.scripts.settings.tests)
      await testStep(ports, workshop, { step: step("%test"), root, base: bare, platform, signal });
  }
  return { root, base, planned, time, files };
};

interface StageCopying {
  readonly planned: PlannedStage;
  readonly earlier: ReadonlyMap<number, BuiltStage>;
  readonly time: number;
}

/** `%files from STAGE`. */
const copyFromStages = async (
  ports: StagePorts,
  root: Directory<PlacedFile>,
  { planned, earlier, time }: StageCopying,
): Promise<void> => {
  for (const copy of planned.copies) {
    const source = copy.stage === undefined ? undefined : earlier.get(copy.stage);
    if (source === undefined) continue;
    const name = source.planned.name ?? "";
    ports.tell({
      kind: "copying",
      source: `${name}:${copy.source}`,
      destination: copy.destination ?? copy.source,
    });
    await copyFromStage({ root: source.root, name }, root, copy, time);
  }
};

interface HostCopying {
  readonly copies: readonly FoundCopy[];
  readonly time: number;
}

/** `%files` from this machine. */
const copyFromHost = async (
  ports: StagePorts,
  workshop: Workshop,
  root: Directory<PlacedFile>,
  { copies, time }: HostCopying,
): Promise<void> => {
  const copying = {
    host: ports.host,
    time,
    store: async (path: string) => {
      const data = await workshop.put(ports.host.open(path));
      return { size: data.file.size, data };
    },
  };
  for (const copy of copies) {
    ports.tell({
      kind: "copying",
      source: fromByteString(copy.source),
      destination: fromByteString(copy.destination),
    });
    await copyInto(copying, root, copy);
  }
};

const checkPlatform = (ports: StagePorts, { name, platform }: OpenedBase, plan: BuildPlan): void => {
  if (platform.architecture === plan.platform.architecture) return;
  ports.tell({
    kind: "warning",
    message: `${name} is for ${formatPlatform(platform)}, not for ${formatPlatform(plan.platform)}`,
    hint: "there is no other; programs of this image do not run on that machine",
  });
};
