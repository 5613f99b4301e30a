/** What is known about one text: its meaning and what the rules found, each worked out when first asked for. */

import { parse } from "@deftools/grammar";
import { type Finding, lint } from "@deftools/lint";
import { type Recipe, understand } from "@deftools/recipe";
import { defaultJudging, type Judging } from "./judging.ts";
import { ScriptTrees } from "./script-trees.ts";

/** The facts every feature starts from. They belong to one text and never change. */
export interface Analysis {
  readonly text: string;
  readonly recipe: Recipe;
  readonly judging: Judging;
  /** What others found (ShellCheck); absent while nobody else has looked. */
  readonly foreign?: readonly Finding[];
  /** In file order. */
  readonly findings: readonly Finding[];
}

/** How a text is looked at. */
export interface AnalysisOptions {
  /** Versions of one text share theirs. */
  readonly trees?: ScriptTrees;
  readonly judging?: Judging;
  readonly foreign?: readonly Finding[] | undefined;
}

/** Everything about a text. Never throws for whatever the text is; outline and hover do not wait for the rules. */
export const analyze = (text: string, options: AnalysisOptions = {}): Analysis => {
  const { trees = new ScriptTrees() } = options;
  let recipe: Recipe | undefined;
  return judged(text, () => (recipe ??= understand(parse(text), { readScript: trees.read })), options);
};

/** The same text under other rules, or with what others found meanwhile. */
export const judgeAgain = (
  before: Analysis,
  options: Pick<AnalysisOptions, "judging" | "foreign">,
): Analysis => judged(before.text, () => before.recipe, options);

const judged = (text: string, read: () => Recipe, options: AnalysisOptions): Analysis => {
  const { judging = defaultJudging, foreign } = options;
  let findings: readonly Finding[] | undefined;
  return {
    text,
    judging,
    ...(foreign && { foreign }),
    get recipe() {
      return read();
    },
    get findings() {
      findings ??= lint(read(), judging.rules, { ...judging.settings, ...(foreign && { foreign }) });
      return findings;
    },
  };
};
