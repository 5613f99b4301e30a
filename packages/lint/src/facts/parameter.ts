/** The variables and arguments a script reads. */

import type { Script } from "@deftools/recipe";
import { type CommandContext, type ShellWord, type WordPart, walk } from "@deftools/shell";

/** One `$NAME`, with the word it stands in; a here-document has no words. */
export interface Parameter {
  readonly part: WordPart & { readonly kind: "parameter" };
  readonly word?: ShellWord;
  readonly context: CommandContext;
}

/** All of a script, in the order of a walk. */
export const parametersIn = (script: Script): readonly Parameter[] => {
  const known = remembered.get(script) ?? found(script);
  remembered.set(script, known);
  return known;
};

/** Several rules ask. */
const remembered = new WeakMap<Script, readonly Parameter[]>();

const found = ({ tree }: Script): readonly Parameter[] => {
  const all: Parameter[] = [];
  let word: ShellWord | undefined;
  walk(tree, {
    word: (next) => {
      word = next;
    },
    part: (part, context) => {
      if (part.kind !== "parameter") return;
      const holds =
        word !== undefined && word.span.start <= part.span.start && part.span.end <= word.span.end;
      all.push({ part, ...(holds && word !== undefined ? { word } : {}), context });
    },
  });
  return all;
};

/** Whether a script looks at its arguments. */
export const usesArguments = (script: Script): boolean =>
  parametersIn(script).some(
    ({ part: { name }, context }) => /^(?:[@*#]|[1-9]\d*)$/.test(name) && context.inFunction === undefined,
  );

/** Whether a variable is only read if it is set: `${A:-x}`, `${A+x}`, `${A:?}`. */
export const hasFallback = ({ part: { operator = "" } }: Parameter): boolean => /^:?[-=+?]$/.test(operator);
