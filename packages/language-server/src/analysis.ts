/** What is known about one text: its meaning and what the rules found, each worked out when first asked for. */

import { parse } from "@deftools/grammar";
import { type Finding, lint, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { type Recipe, understand } from "@deftools/recipe";
import { ScriptTrees } from "./script-trees.ts";

/** The facts every feature starts from. They belong to one text and never change. */
export interface Analysis {
  readonly text: string;
  readonly recipe: Recipe;
  /** In file order. */
  readonly findings: readonly Finding[];
}

/**
 * Everything about a text. Never throws for whatever the text is; outline and hover do not wait for the rules.
 * Versions of one text share their `trees`.
 */
export const analyze = (text: string, trees = new ScriptTrees()): Analysis => {
  let recipe: Recipe | undefined;
  let findings: readonly Finding[] | undefined;
  return {
    text,
    get recipe() {
      recipe ??= understand(parse(text), { readScript: trees.read });
      return recipe;
    },
    get findings() {
      findings ??= lint(this.recipe, rulesOn(rules), { catalogue: rules });
      return findings;
    },
  };
};
