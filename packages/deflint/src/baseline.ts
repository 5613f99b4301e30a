/** A baseline: findings that were there before, by fingerprint, so that only new ones are told. */

import { relative, resolve, sep } from "node:path";
import { Failure } from "@deftools/trouble";
import { asFailure } from "./inputs.ts";
import type { LintedFile } from "./linted-file.ts";
import type { Ports } from "./ports.ts";
import { fingerprintsOf } from "./reporters/fingerprints.ts";

const VERSION = 1;
const MAX_BYTES = 64 * 1024 * 1024;

export interface Baseline {
  /** The file without the findings that the baseline knows. */
  readonly without: (file: LintedFile) => LintedFile;
}

/** @throws Failure "deflint/bad-baseline" */
export const readBaseline = async (ports: Ports, path: string): Promise<Baseline> => {
  let text: string;
  try {
    text = new TextDecoder().decode(await ports.readFile(path, MAX_BYTES));
  } catch (error) {
    throw asFailure(path, error);
  }
  const known = knownIn(path, text);
  return {
    without: (file) => {
      const old = known.get(keyOf(ports, file.name));
      if (!old) return file;
      const fingerprints = fingerprintsOf(file);
      return { ...file, findings: file.findings.filter((_, index) => !old.has(fingerprints[index] ?? "")) };
    },
  };
};

/** The baseline of these files as text, sorted, so that versions of it compare well. */
export const baselineText = (ports: Ports, files: readonly LintedFile[]): string => {
  const entries = files
    .filter(({ findings }) => findings.length > 0)
    .map((file) => [keyOf(ports, file.name), [...fingerprintsOf(file)].sort()] as const)
    .sort(([a], [b]) => Number(b < a) - Number(a < b));
  return `${JSON.stringify({ version: VERSION, files: Object.fromEntries(entries) }, undefined, 2)}\n`;
};

/** However a file was named, its place is the same; with `/`, so that a baseline serves everywhere. */
const keyOf = ({ cwd }: Ports, name: string): string =>
  relative(cwd, resolve(cwd, name)).split(sep).join("/");

const knownIn = (path: string, text: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const bad = new Failure("deflint/bad-baseline", `"${path}" is no baseline of this version`, {
    hint: `deflint --write-baseline --baseline ${path} … writes a new one`,
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad;
  }
  if (!isObject(value) || value.version !== VERSION || !isObject(value.files)) throw bad;
  return new Map(
    Object.entries(value.files).map(([name, list]) => {
      if (!Array.isArray(list)) throw bad;
      return [name, new Set(list.map(String))];
    }),
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
