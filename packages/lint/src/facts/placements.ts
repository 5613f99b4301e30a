/** Where a build puts things, and which of them stay: not removed, moved away or used up by a later command. */

import type { Stage } from "@deftools/recipe";
import type { ShellWord } from "@deftools/shell";
import { type Consumption, consumptionOf, later, laterLike, removedLater } from "./consumption.ts";
import { fileTools } from "./file-tools.ts";
import { gitClone, homeInstaller, installation } from "./installation.ts";
import type { Placement, Put } from "./placement.ts";
import { mentions, runtimeWords } from "./runtime-text.ts";
import { buildSteps, type Step } from "./step.ts";

/** All that a step puts somewhere, as far as the place is known. */
export const placementsOf = (step: Step): readonly Placement[] => {
  const known = placementsByStep.get(step);
  if (known) return known;
  const found = noted(step);
  // most steps put nothing anywhere, which is told as fast as it is looked up
  if (0 < found.length) placementsByStep.set(step, found);
  return found;
};

/** Facts about libraries ask again and again. */
const placementsByStep = new WeakMap<Step, readonly Placement[]>();

const noted = (step: Step): readonly Placement[] => {
  const found: Placement[] = [];
  const put: Put = (how, word, path) => {
    if (word !== undefined && path !== undefined) found.push({ path, span: word.span, how, step });
  };
  for (const { operator, target } of step.command.redirects)
    if (target !== undefined && WRITES.has(operator) && isExplicit(step, target))
      put("write", target, step.pathOf(target));
  fileTools.get(step.plain.name ?? "")?.(step, put);
  gitClone(step, put);
  installation(step, put);
  homeInstaller(step, put);
  return found;
};

const WRITES: ReadonlySet<string> = new Set([">", ">>", ">|", "&>", "&>>"]);

/** A file written into the current folder is a log or a by-product more often than not. */
const isExplicit = (step: Step, target: ShellWord): boolean => step.textOf(target)?.startsWith("/") === true;

/** The placements that are still there, and still of use, when the build ends. */
export const lastingPlacements = (stage: Stage): readonly Placement[] => {
  const known = remembered.get(stage) ?? lasting(buildSteps(stage), stage);
  remembered.set(stage, known);
  return known;
};

/** Links, and of all else the first below each folder: `/home/me` is one matter, whatever is put there. */
export const firstInEachFolder = (placements: readonly Placement[]): readonly Placement[] => {
  const seen = new Set<string>();
  return placements.filter(({ how, path }) => {
    const folder = path.split("/").slice(0, 3).join("/");
    const again = how !== "link" && seen.has(folder);
    if (how !== "link") seen.add(folder);
    return !again;
  });
};

/** Several rules ask. */
const remembered = new WeakMap<Stage, readonly Placement[]>();

const lasting = (steps: readonly Step[], stage: Stage): readonly Placement[] => {
  const consumption = consumptionOf(steps);
  return steps.flatMap((step, index) =>
    placementsOf(step).filter(
      (placement) =>
        placement.how === "link" ||
        !(
          removedLater(consumption, placement.path, index) ||
          usedUpLater(consumption, placement, index, stage)
        ),
    ),
  );
};

/** Whether the build removes what is at a path, or reads it so that it has done its work. */
export const isUsedUp = (steps: readonly Step[], path: string): boolean => {
  const consumption = consumptionOf(steps);
  const { read, copied, opened } = consumption;
  return removedLater(consumption, path, -1) || [read, copied, opened].some((used) => later(used, path, -1));
};

/** Whether a step behind `index` removes what is at a path. */
export const isRemovedLater = (steps: readonly Step[], path: string, index: number): boolean =>
  removedLater(consumptionOf(steps), path, index);

/** What was fetched to be built or unpacked has done its work; so has a script or start-up file that the build itself runs or reads. */
const usedUpLater = (
  { read, copied, opened, installedFrom }: Consumption,
  { how, path }: Placement,
  index: number,
  stage: Stage,
): boolean => {
  if (later(copied, path, index)) return true;
  if (how === "write" && later(opened, path, index)) return !mentions(runtimeWords(stage), path);
  if (how === "write" || how === "copy") return later(read, path, index);
  return how === "fetch" && (laterLike(opened, path, index) || laterLike(installedFrom, path, index));
};
