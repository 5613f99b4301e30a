/** Runs the laws over mutated recipes of the corpus and keeps what breaks them. */

import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkLaws } from "./laws.ts";
import { mutate, randomFrom } from "./mutate.ts";

/** An input that breaks a law, made small enough to read by cutting lines. */
export interface Broken {
  readonly seed: number;
  readonly reason: string;
  readonly text: string;
}

export interface FuzzResult {
  readonly failures: readonly Broken[];
  /** The longest any input took, and that input. */
  readonly slowestMs: number;
  readonly slowest: string;
}

/** One input that takes longer than this counts as a hang. */
const hangMs = 2_000;

/** Deterministic for a seed. Stops after ten failures. */
export const fuzz = (options: {
  readonly runs: number;
  readonly seed: number;
  readonly progress?: (done: number) => void;
}): FuzzResult => {
  const corpus = recipes();
  const failures: Broken[] = [];
  let slowestMs = 0;
  let slowest = "";
  for (let run = 0; run < options.runs && failures.length < 10; run++) {
    const seed = options.seed * 1_000_003 + run;
    const text = mutate(corpus, randomFrom(seed));
    const start = performance.now();
    const reason = broken(text, run);
    const took = performance.now() - start;
    if (slowestMs < took) [slowestMs, slowest] = [took, text];
    if (reason !== undefined) failures.push({ seed, reason, text: smaller(text, run, reason) });
    else if (hangMs < took) failures.push({ seed, reason: `took ${Math.round(took)} ms`, text });
    if (run % 10_000 === 9_999) options.progress?.(run + 1);
  }
  return { failures, slowestMs, slowest };
};

/** The recipes to start from; the huge one would only make every run slow. */
const recipes = (): readonly string[] => {
  const folder = resolve(import.meta.dirname, "../corpus");
  return globSync("*.def", { cwd: folder })
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((text) => text.length < 10_000);
};

const broken = (text: string, run: number): string | undefined => {
  try {
    checkLaws(text, run);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
  }
};

/** Cuts lines out as long as the same law stays broken. */
const smaller = (text: string, run: number, reason: string): string => {
  let lines = text.split("\n");
  for (let at = 0; at < lines.length; ) {
    const without = lines.toSpliced(at, 1);
    if (broken(without.join("\n"), run) === reason) lines = without;
    else at++;
  }
  return lines.join("\n");
};
