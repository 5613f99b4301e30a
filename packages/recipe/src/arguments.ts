/**
 * Build arguments: where `%arguments` defines them and where `{{ name }}` uses them. Both hold for one stage.
 * Source: apptainer v1.4.5, internal/pkg/build/args/reader.go.
 */

import type { Pair, Placeholder } from "@deftools/grammar";
import { placeholdersIn } from "./placeholders.ts";
import type { Recipe, Stage } from "./recipe.ts";

/** One `{{ name }}`. */
export interface ArgumentUse {
  readonly placeholder: Placeholder;
  /** The line of `%arguments` that gives it a value; absent when only the command line can. */
  readonly definition?: Pair;
  /** It stands behind a `#`, where Apptainer leaves it alone and SingularityCE does not. */
  readonly inComment: boolean;
}

/** The arguments of one stage. */
export interface StageArguments {
  /** By name, which is case-sensitive; of doubled names the last. */
  readonly definitions: ReadonlyMap<string, Pair>;
  /** In file order, `%arguments` included. */
  readonly uses: readonly ArgumentUse[];
}

/** What a stage defines and uses. */
export const argumentsOf = ({ file }: Recipe, stage: Stage): StageArguments => {
  const definitions = new Map(
    stage.arguments.filter(({ value }) => value !== undefined).map((pair) => [pair.key.text, pair]),
  );
  let replaced: Placeholder | undefined;
  const uses = placeholdersIn(file, stage.node.span).map((placeholder) => {
    const definition = definitions.get(placeholder.name.text);
    const inComment = isInComment(file.text, placeholder, replaced);
    if (!inComment) replaced = placeholder;
    return { placeholder, ...(definition === undefined ? {} : { definition }), inComment };
  });
  return { definitions, uses };
};

/** Whether a `#` and a character other than `!` stand before it, on its line and behind the last placeholder that was replaced. */
const isInComment = (text: string, { span }: Placeholder, before: Placeholder | undefined): boolean => {
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  return /#[^!]/.test(text.slice(Math.max(lineStart, before?.span.end ?? 0), span.start));
};
