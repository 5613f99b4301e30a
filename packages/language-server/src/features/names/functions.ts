/** Shell functions: where scripts define, call and hand them on. */

import type { Recipe } from "@deftools/recipe";
import {
  commandsIn,
  compoundsIn,
  hasOption,
  optionsOf,
  type ShellWord,
  type SimpleCommand,
} from "@deftools/shell";
import type { Span } from "@deftools/text";
import { gatherNames, type Name } from "./name.ts";
import { scriptGroups } from "./script-groups.ts";

/** Every function of every script. */
export const functionNames = (recipe: Recipe): readonly Name[] =>
  gatherNames(recipe.file.text, "function", (report) => {
    for (const { id, scripts } of scriptGroups(recipe)) {
      const scope = { id, region: scripts.map(({ body }) => body) };
      const defined = new Set<string>();
      for (const { tree } of scripts)
        for (const { node } of compoundsIn(tree)) {
          if (node.kind !== "function") continue;
          defined.add(node.name);
          report(scope, node.name, node.nameSpan, "definition");
        }
      if (defined.size === 0) continue;
      for (const { tree } of scripts)
        for (const { command } of commandsIn(tree))
          for (const { value, span } of namedBy(command))
            if (defined.has(value)) report(scope, value, span, "use");
    }
  });

/** The words of a command that may name functions: what it runs, and what it takes. */
const namedBy = ({ name, arguments: words }: SimpleCommand): readonly PlainWord[] => {
  const taken = optionsOf(words);
  const takes =
    takers.has(name?.value ?? "") || (takersWithOption.has(name?.value ?? "") && hasOption(taken, "-f"));
  return [...(name ? [name] : []), ...(takes ? taken.operands : [])].flatMap(plain);
};

/** `trap cleanup EXIT` */
const takers = new Set(["trap", "eval", "type"]);
/** `export -f build` */
const takersWithOption = new Set(["export", "unset", "declare", "typeset", "readonly"]);

interface PlainWord {
  readonly value: string;
  /** Without quotes. */
  readonly span: Span;
}

const plain = ({ value, span, parts: [first, ...more] }: ShellWord): readonly PlainWord[] =>
  value === undefined ? [] : [{ value, span: first && more.length === 0 ? first.span : span }];
