/** Functions of scripts as callers: what stands in none of them is called by its section. */

import type { SectionNode } from "@deftools/grammar";
import { type Recipe, sectionAt } from "@deftools/recipe";
import { compoundsIn } from "@deftools/shell";
import { covers, type Span, touches } from "@deftools/text";
import { type Call, type CallItem, grouped } from "./call.ts";
import type { Name } from "./names/name.ts";
import { nameAt, namesOf } from "./names/names.ts";

/** The function that a name at an offset means: where it is defined first, or where the name defines it. */
export const functionItemAt = (recipe: Recipe, offset: number): CallItem | undefined => {
  const found = nameAt(recipe, offset);
  if (found?.name.kind !== "function") return undefined;
  return definitionOf(functionsIn(recipe), found.name, found.mention.span);
};

/** The section of a script whose first line is at an offset. */
export const sectionItemAt = (recipe: Recipe, offset: number): CallItem | undefined => {
  const section = sectionAt(recipe, offset);
  return section?.content.kind === "script" && touches(section.line, offset)
    ? sectionItem(section)
    : undefined;
};

/** The functions and sections that call a function. */
export const functionCallers = (recipe: Recipe, called: CallItem): readonly Call[] => {
  const functions = functionsIn(recipe);
  const name = nameAt(recipe, called.selection.start)?.name;
  return grouped(
    (name ? usesOf(name) : []).flatMap((at) => {
      const item = callerAt(recipe, functions, at);
      return item ? [{ item, at }] : [];
    }),
  );
};

/** The functions that a function or a section calls. */
export const functionCallees = (recipe: Recipe, caller: CallItem): readonly Call[] => {
  const functions = functionsIn(recipe);
  const calls = namesOf(recipe).flatMap((name) => {
    const item = name.kind === "function" ? definitionOf(functions, name) : undefined;
    return item ? usesOf(name).map((at) => ({ item, at })) : [];
  });
  return grouped(
    calls
      .filter(({ at }) => callerAt(recipe, functions, at)?.selection.start === caller.selection.start)
      .sort((a, b) => a.at.start - b.at.start),
  );
};

const functionsIn = (recipe: Recipe): readonly CallItem[] =>
  recipe.stages
    .flatMap(({ scripts }) => scripts)
    .flatMap(({ tree, node: section }) =>
      compoundsIn(tree).flatMap(({ node }): readonly CallItem[] => {
        if (node.kind !== "function" || node.name === "") return [];
        const { name, span, nameSpan: selection } = node;
        return [{ kind: "function", name, detail: `%${section.name.text}`, span, selection }];
      }),
    );

const definitionOf = (
  functions: readonly CallItem[],
  { mentions }: Name,
  at?: Span,
): CallItem | undefined => {
  const defined = mentions.filter(({ role }) => role === "definition").map(({ span }) => span.start);
  const all = functions.filter(({ selection }) => defined.includes(selection.start));
  return all.find(({ selection }) => selection.start === at?.start) ?? all[0];
};

const usesOf = ({ mentions }: Name): readonly Span[] =>
  mentions.flatMap(({ role, span }) => (role === "use" ? [span] : []));

/** The innermost function around a place, or its section. */
const callerAt = (recipe: Recipe, functions: readonly CallItem[], at: Span): CallItem | undefined => {
  const around = functions.findLast(({ span }) => covers(span, at));
  const section = sectionAt(recipe, at.start);
  return around ?? (section && sectionItem(section));
};

const sectionItem = ({ name, argument, span, line }: SectionNode): CallItem => ({
  kind: "section",
  name: `%${name.text}`,
  ...(argument?.text.trim() && { detail: argument.text.trim() }),
  span,
  selection: line,
});
