/** Lints or mends one text by the configuration that holds for it: rules of this house, of plugins, and ShellCheck. */

import type { ConfigurationFinder, FoundConfiguration } from "@deftools/configuration";
import { parse } from "@deftools/grammar";
import {
  type AnyRule,
  atLevels,
  type ConfigurationLayer,
  type Effective,
  type Finding,
  type FixSafety,
  lint,
  MAX_ROUNDS,
  mendOnce,
  resolveConfiguration,
} from "@deftools/lint";
import { understand } from "@deftools/recipe";
import type { ShellCheck } from "@deftools/shellcheck";
import type { FindingsCache } from "./findings-cache.ts";
import type { Input } from "./inputs.ts";
import type { LintPool } from "./threads/lint-pool.ts";

/** A text after linting: as it was, or mended. */
export interface Linted {
  readonly text: string;
  readonly applied: number;
  readonly findings: readonly Finding[];
}

/** What all files of a run have in common. */
export interface LinterOptions {
  readonly rules: readonly AnyRule[];
  readonly find: ConfigurationFinder;
  /** What the command line says; it has the last word. */
  readonly layer: ConfigurationLayer;
  readonly ignoreSuppressions: boolean;
  readonly shellCheck?: ShellCheck | undefined;
  /** What was found in the same text before. */
  readonly cache?: FindingsCache | undefined;
  /** Threads that help when there is much to do. */
  readonly pool?: LintPool | undefined;
  readonly onMistake: (error: unknown, input: Input) => void;
}

/** So many texts are linted sooner than a thread has started and is warm. */
const ALONE = 200;

/** `safety` asks for mending, and how far it may go. */
export type Linter = (input: Input, safety?: FixSafety) => Promise<Linted>;

export const linter = (options: LinterOptions): Linter => {
  const effective = effectiveOf(options);
  let count = 0;
  return async (input, safety) => {
    const found = await options.find(input.name);
    const configured = effective(found);
    const { rules, settings, foreignLevels } = configured;
    // rules of plugins may change behind their names
    const cache = found.rules.length === 0 ? options.cache : undefined;
    const pool = found.rules.length === 0 && !options.shellCheck ? options.pool : undefined;
    const findingsIn = async (text: string): Promise<readonly Finding[]> => {
      const kept = await cache?.get(configured, text);
      if (kept) return kept;
      count++;
      const helped = ALONE < count ? pool?.lint(text, configured, options.ignoreSuppressions) : undefined;
      const { findings, mistakes } = await (helped ?? lintHere(text));
      for (const mistake of mistakes) options.onMistake(mistake, input);
      if (mistakes.length === 0) await cache?.put(configured, text, findings);
      return findings;
    };
    const lintHere = async (text: string) => {
      const recipe = understand(parse(text));
      const foreign = await options.shellCheck?.findingsIn(recipe);
      const mistakes: unknown[] = [];
      const findings = lint(recipe, rules, {
        ...settings,
        ignoreSuppressions: options.ignoreSuppressions,
        onMistake: (_rule, error) => mistakes.push(error),
        ...(foreign ? { foreign: atLevels(foreign, foreignLevels) } : {}),
      });
      // the answers of threads are heard between two texts only
      if (pool && ALONE < count) await new Promise(setImmediate);
      return { findings, mistakes };
    };
    let { text } = input;
    let applied = 0;
    let findings = await findingsIn(text);
    // text that is no UTF-8 is left as it is: writing it back would change bytes nobody asked about
    for (let round = 0; safety && !input.damaged && round < MAX_ROUNDS; round++) {
      const next = mendOnce(text, findings, safety);
      if (next.text === text) break;
      text = next.text;
      applied += next.applied;
      findings = await findingsIn(text);
    }
    return { text, applied, findings };
  };
};

/** Most files of a run share one configuration: it is settled once. */
const effectiveOf = ({ rules, layer }: LinterOptions): ((found: FoundConfiguration) => Effective) => {
  const known = new Map<FoundConfiguration, Effective>();
  return (found) => {
    const before = known.get(found);
    if (before) return before;
    const settled = resolveConfiguration([...found.layers, layer], [...rules, ...found.rules]);
    known.set(found, settled);
    return settled;
  };
};
