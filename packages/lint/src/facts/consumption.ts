/** What the commands of a build take away or use up, indexed by path, so that no placement must be held against every later step. */

import { optionsOf, wordValue } from "@deftools/shell";
import { installs, sourceFolders, workFolder } from "./installs.ts";
import { absolutePath, isBelow, patternCovers } from "./path.ts";
import { perName } from "./per-name.ts";
import type { Step } from "./step.ts";

/** Each map holds the last step that does it; a path's ancestors are looked up one by one. */
export interface Consumption {
  /** `rm`, or `mv` to another place. */
  readonly removed: ReadonlyMap<string, number>;
  /** Those removals that are patterns. */
  readonly patterns: ReadonlyMap<string, number>;
  /** Sourced files. */
  readonly read: ReadonlyMap<string, number>;
  /** What is copied elsewhere, and all folders above it. */
  readonly copied: ReadonlyMap<string, number>;
  /** Files that are unpacked, installed or run. */
  readonly opened: ReadonlyMap<string, number>;
  /** Folders where something is installed from, and all folders above them. */
  readonly installedFrom: ReadonlyMap<string, number>;
}

/** The consumption of all steps of a build. */
export const consumptionOf = (steps: readonly Step[]): Consumption => {
  const known = remembered.get(steps) ?? found(steps);
  remembered.set(steps, known);
  return known;
};

const remembered = new WeakMap<readonly Step[], Consumption>();

/** Whether a step behind `index` removes what is at a path. */
export const removedLater = ({ removed, patterns }: Consumption, path: string, index: number): boolean => {
  return (
    ancestors(path).some((above) => later(removed, above, index)) ||
    coveredLater(patterns, path, index) ||
    // an unknown part of the path may be any name that is removed
    (path.includes("*") && coveredLater(removed, path, index))
  );
};

const coveredLater = (targets: ReadonlyMap<string, number>, path: string, index: number): boolean => {
  for (const [target, last] of targets)
    if (index < last && (isBelow(path, target) || patternCovers(target, path))) return true;
  return false;
};

/** Whether one of these maps names the path for a step behind `index`. */
export const later = (map: ReadonlyMap<string, number>, path: string, index: number): boolean =>
  index < (map.get(path) ?? -1);

/** The same, where `*` in either path may be any name. */
export const laterLike = (map: ReadonlyMap<string, number>, path: string, index: number): boolean =>
  later(map, path, index) || fitsLater(map, path, index);

const fitsLater = (map: ReadonlyMap<string, number>, path: string, index: number): boolean => {
  for (const [other, last] of map)
    if (
      index < last &&
      /[*?[]/.test(path.includes("*") ? path : other) &&
      other.split("/").length === path.split("/").length &&
      patternCovers(other, path)
    )
      return true;
  return false;
};

const found = (steps: readonly Step[]): Consumption => {
  const removed = new Map<string, number>();
  const patterns = new Map<string, number>();
  const read = new Map<string, number>();
  const copied = new Map<string, number>();
  const opened = new Map<string, number>();
  const installedFrom = new Map<string, number>();
  const sources = new Map<string, string>();
  for (const [index, step] of steps.entries()) {
    for (const path of removals(step)) (/[*?[{]/.test(path) ? patterns : removed).set(path, index);
    for (const path of readings(step)) read.set(path, index);
    for (const path of copies(step)) for (const above of ancestors(path)) copied.set(above, index);
    for (const path of openings(step)) opened.set(path, index);
    const prepared = sourceFolders(step);
    const done = installs(step);
    const folder = done || 0 < prepared.length ? workFolder(step) : undefined;
    if (folder === undefined) continue;
    for (const source of prepared) sources.set(folder, source);
    if (!done) continue;
    for (const source of [folder, ...known([sources.get(folder)])])
      for (const above of ancestors(source)) installedFrom.set(above, index);
  }
  return { removed, patterns, read, copied, opened, installedFrom };
};

/** The path and all folders above it. */
const ancestors = (path: string): readonly string[] => {
  const all = ["/"];
  for (let end = path.indexOf("/", 1); end !== -1; end = path.indexOf("/", end + 1))
    all.push(path.slice(0, end));
  if (path !== "/") all.push(path);
  return all;
};

const known = (paths: readonly (string | undefined)[]): readonly string[] =>
  paths.filter((path) => path !== undefined);

const removals = ({ plain, pathOf }: Step): readonly string[] => {
  if (plain.name === "rustup" && plain.arguments.some(({ text }) => text === "uninstall"))
    return plain.arguments[0]?.text === "self" ? ["/root/.cargo", "/root/.rustup"] : [];
  if (plain.name !== "rm" && plain.name !== "mv" && plain.name !== "rmdir") return [];
  const { operands } = optionsOf(plain.arguments);
  return known((plain.name === "mv" ? operands.slice(0, -1) : operands).map(pathOf));
};

const readings = ({ plain, pathOf }: Step): readonly string[] =>
  plain.name === "." || plain.name === "source" ? known(plain.arguments.map(pathOf)) : [];

const copies = ({ plain, pathOf }: Step): readonly string[] =>
  isCopier(plain.name ?? "") ? known(optionsOf(plain.arguments).operands.slice(0, -1).map(pathOf)) : [];

const isCopier = perName((name) => /^(?:cp|install|rsync|mv)$/.test(name));

const OPENERS =
  /^(?:tar|unzip|gunzip|bunzip2|unxz|7z|zcat|dpkg|rpm|rpmkeys|apt|apt-get|apt-key|gpg2?|yum|dnf|zypper|apk|pip[\d.]*|R|(?:ba|da|z)?sh|patch|python[\d.]*|Rscript|perl)$/;

const isManager = perName((name) => /^(?:apt|apt-get|yum|dnf|zypper|apk|pip[\d.]*)$/.test(name));
const isOpener = perName((name) => OPENERS.test(name));

/** Of a command that unpacks, installs, reads or runs what was fetched, or runs it by its path. */
const openings = (step: Step): readonly string[] => {
  const { plain, pathOf } = step;
  const found: (string | undefined)[] = [];
  if (isOpener(plain.name ?? ""))
    // a package is no file, unless it is written like one
    for (const word of plain.arguments)
      if (!word.text.startsWith("-") && (!isManager(plain.name ?? "") || /[./$*?{~]/.test(word.text)))
        found.push(pathOf(word));
  if (plain.nameWord?.text.includes("/")) found.push(pathOf(plain.nameWord));
  for (const { operator, target } of step.command.redirects)
    if (operator === "<" && target !== undefined) found.push(pathOf(target));
  if (runsCode(plain.name ?? "")) found.push(...namedInCode(step));
  return known(found);
};

const runsCode = perName((name) => /^(?:su|runuser|(?:ba|da|z)?sh|Rscript|R|python[\d.]*)$/.test(name));

/** Paths in what another program is told to run: `su -c /src/go.sh`, `Rscript -e "install('/src/pkg')"`. */
const namedInCode = ({ plain, folder }: Step): readonly string[] => {
  const code = optionsOf(plain.arguments, { valued: ["-c", "-e"] }).options.filter(
    ({ name, valueWord }) => valueWord !== undefined && (name === "-c" || name === "-e"),
  );
  return code.flatMap(({ valueWord }) =>
    (valueWord === undefined ? "" : wordValue(valueWord))
      .split(/[\s"'();&|,]+/)
      .filter((part) => part.startsWith("/"))
      .flatMap((part) => absolutePath(part, folder) ?? []),
  );
};
