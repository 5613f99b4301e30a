/** The stages of a plan: each when those are done that it copies from, independent ones side by side. */

import type { Directory, Node } from "@deftools/rootfs";
import type { DataArea, PlacedFile } from "@deftools/squashfs";
import type { BuildPlan } from "../build-plan.ts";
import type { FoundCopy } from "../host-files/find-copies.ts";
import type { Workshop } from "../workshop.ts";
import { type BuiltStage, buildStage, type StagePorts } from "./build-stage.ts";

interface StagesInput {
  readonly copies: readonly (readonly FoundCopy[])[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Builds all of them, in the order of the plan. When one fails the others are stopped, and the first failure is thrown after all ended.
 */
export const buildStages = async (
  ports: StagePorts,
  workshop: Workshop,
  plan: BuildPlan,
  { copies, signal }: StagesInput,
): Promise<readonly BuiltStage[]> => {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  let lastOpening: Promise<unknown> = Promise.resolve();
  const openInTurn = <Result>(open: () => Promise<Result>): Promise<Result> => {
    const opened = lastOpening.then(open);
    lastOpening = opened.catch(() => {});
    return opened;
  };
  const builds: Promise<BuiltStage | undefined>[] = [];
  for (const [index, stage] of plan.stages.entries()) {
    const build = async (): Promise<BuiltStage | undefined> => {
      const earlier = new Map<number, BuiltStage>();
      for (const { stage: from } of stage.copies) {
        const built = from === undefined || earlier.has(from) ? undefined : await builds[from];
        if (from === undefined || earlier.has(from)) continue;
        if (built === undefined) return undefined;
        earlier.set(from, built);
      }
      try {
        const input = { plan, copies: copies[index] ?? [], earlier, openInTurn, signal: either };
        const own = workshop.ofStage();
        const built = await buildStage(ports, own, stage, input);
        // others may copy from it, and read that
        if (plan.stages.length > 1) await own.settle();
        return built;
      } catch (error) {
        failures.push(error);
        stop.abort(error);
        return undefined;
      }
    };
    builds.push(build());
  }
  const built = await Promise.all(builds);
  if (failures.length > 0) throw failures[0];
  return built.filter((stage) => stage !== undefined);
};

/**
 * A tree whose areas are numbered in the order in which a walk meets them. Stages that are built side by side get numbers as they come,
 * and numbers decide where contents are in an image.
 */
export const renumbered = (
  root: Directory<PlacedFile>,
  areas: readonly DataArea[],
): { readonly root: Directory<PlacedFile>; readonly areas: readonly DataArea[] } => {
  const numbers = new Map<number, number>();
  const made = new Map<Node<PlacedFile>, Node<PlacedFile>>();
  const copy = (node: Node<PlacedFile>): Node<PlacedFile> => {
    if (node.kind === "directory") return copyFolder(node);
    if (node.kind !== "file") return node;
    const known = made.get(node);
    if (known !== undefined) return known;
    const area = numbers.get(node.data.area) ?? numbers.size;
    numbers.set(node.data.area, area);
    const copied = { ...node, data: { ...node.data, area } };
    made.set(node, copied);
    return copied;
  };
  const copyFolder = (folder: Directory<PlacedFile>): Directory<PlacedFile> => {
    const names = [...folder.children.keys()].sort((a, b) => (a < b ? -1 : 1));
    return {
      ...folder,
      children: new Map(names.map((name) => [name, copy(folder.children.get(name)!)])),
    };
  };
  return { root: copyFolder(root), areas: [...numbers.keys()].map((number) => areas[number]!) };
};
