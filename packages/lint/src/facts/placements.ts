/** Where a build puts things, and which of them stay: not removed, moved away or used up by a later command. */

import type { Stage } from "@deftools/recipe";
import { optionsOf, type ShellWord } from "@deftools/shell";
import { fileTools } from "./file-tools.ts";
import { gitClone, homeInstaller, installation } from "./installation.ts";
import { installs } from "./installs.ts";
import { isBelow, patternCovers } from "./path.ts";
import type { Placement, Put } from "./placement.ts";
import { buildSteps, type Step } from "./step.ts";

/** All that a step puts somewhere, as far as the place is known. */
export const placementsOf = (step: Step): readonly Placement[] => {
  const found: Placement[] = [];
  const put: Put = (how, word, path) => {
    if (word !== undefined && path !== undefined) found.push({ path, span: word.span, how, step });
  };
  for (const { operator, target } of step.command.redirects)
    if (target !== undefined && /^(?:>|>>|>\||&>|&>>)$/.test(operator) && isExplicit(step, target))
      put("write", target, step.pathOf(target));
  fileTools.get(step.plain.name ?? "")?.(step, put);
  gitClone(step, put);
  installation(step, put);
  homeInstaller(step, put);
  return found;
};

/** A file written into the current folder is a log or a by-product more often than not. */
const isExplicit = (step: Step, target: ShellWord): boolean => step.textOf(target)?.startsWith("/") === true;

/** The placements that are still there, and still of use, when the build ends. */
export const lastingPlacements = (stage: Stage): readonly Placement[] => {
  const known = remembered.get(stage) ?? lasting(buildSteps(stage));
  remembered.set(stage, known);
  return known;
};

/** Several rules ask. */
const remembered = new WeakMap<Stage, readonly Placement[]>();

const lasting = (steps: readonly Step[]): readonly Placement[] =>
  steps.flatMap((step, index) =>
    placementsOf(step).filter(
      (placement) =>
        placement.how === "link" ||
        !someLater(steps, index, (later) => removes(later, placement.path) || usesUp(later, placement)),
    ),
  );

const someLater = (steps: readonly Step[], index: number, test: (step: Step) => boolean): boolean => {
  for (let later = index + 1; later < steps.length; later++) {
    const step = steps[later];
    if (step !== undefined && test(step)) return true;
  }
  return false;
};

/** Whether the build removes what is at a path, or reads it so that it has done its work. */
export const isUsedUp = (steps: readonly Step[], path: string): boolean =>
  steps.some(
    (step) => removes(step, path) || reads(step, path) || copiesOut(step, path) || opens(step, path),
  );

/** `rm`, or `mv` to another place. */
const removes = ({ plain, pathOf }: Step, path: string): boolean => {
  if (plain.name !== "rm" && plain.name !== "mv" && plain.name !== "rmdir") return false;
  const { operands } = optionsOf(plain.arguments);
  const gone = plain.name === "mv" ? operands.slice(0, -1) : operands;
  return gone.some((word) => {
    const target = pathOf(word);
    return target !== undefined && (isBelow(path, target) || patternCovers(target, path));
  });
};

/** What was fetched to be built or unpacked has done its work; so has a start-up file that the build itself reads. */
const usesUp = (step: Step, { how, path }: Placement): boolean => {
  if (how === "link") return false;
  if (how === "write" || how === "copy") return reads(step, path) || copiesOut(step, path);
  if (copiesOut(step, path)) return true;
  return (
    how === "fetch" &&
    (opens(step, path) || (step.folder !== undefined && isBelow(step.folder, path) && installs(step)))
  );
};

const reads = ({ plain, pathOf }: Step, path: string): boolean =>
  (plain.name === "." || plain.name === "source") && plain.arguments.some((word) => pathOf(word) === path);

const copiesOut = ({ plain, pathOf }: Step, path: string): boolean => {
  if (!/^(?:cp|install|rsync|mv)$/.test(plain.name ?? "")) return false;
  return optionsOf(plain.arguments)
    .operands.slice(0, -1)
    .some((word) => {
      const source = pathOf(word);
      return source !== undefined && isBelow(source, path);
    });
};

const OPENERS =
  /^(?:tar|unzip|gunzip|bunzip2|unxz|7z|dpkg|rpm|apt|apt-get|yum|dnf|zypper|apk|pip[\d.]*|(?:ba|da)?sh|patch|python[\d.]*|Rscript|perl)$/;

/** A command that unpacks, installs or runs what was fetched, or runs it by its own name. */
const opens = ({ plain, pathOf }: Step, path: string): boolean => {
  const words = OPENERS.test(plain.name ?? "") ? plain.arguments : [];
  return [...words, ...(plain.nameWord ? [plain.nameWord] : [])].some((word) => pathOf(word) === path);
};
