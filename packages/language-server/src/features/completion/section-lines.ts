/** Proposals in section lines: names, options of shells, stages, apps. */

import {
  appSections,
  argumentUses,
  type Engine,
  isAppSection,
  known,
  type Section,
  type SectionNode,
  section,
  sections,
} from "@deftools/grammar";
import type { Recipe, Stage } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { type Completion, endOfName, wordAt } from "./completion.ts";

/**
 * Section names for a `%` at `start`, as far as some of `engines` know them: those that the stage has not yet first, scripts of the
 * building machine behind them, sections of apps last.
 */
export const sectionNames = (
  text: string,
  stage: Stage | undefined,
  start: number,
  offset: number,
  engines: readonly Engine[],
): readonly Completion[] => {
  const span = wordAt(text, start, offset, endOfName);
  const written = new Set(
    stage?.node.sections.filter(({ line }) => line.start !== start).map(({ type }) => type),
  );
  const rank = ({ name, place }: Section): number => {
    if (isAppSection(name)) return 3;
    return written.has(name) ? 2 : Number(place === "build host");
  };
  // nothing follows in its line, and no body below
  const isAlone = /^[ \t]*\r?(?:\n[ \t]*(?:[%\r\n]|$)|$)/.test(text.slice(span.end));
  return [...sections, ...appSections]
    .filter(({ versions }) => engines.some((engine) => known(versions, engine)))
    .toSorted((a: Section, b: Section) => rank(a) - rank(b))
    .map((each: Section) => ({
      kind: "section",
      label: `%${each.name}`,
      detail: each.place,
      span,
      text: `%${each.name}`,
      ...(isAlone && { snippet: `%${each.name}${skeletons[each.content] ?? bodyOf(each)}` }),
    }));
};

const bodyOf = ({ name }: Section): string => (isAppSection(name) ? " ${1:app}\n    $0" : "\n    $0");

/** What the first line of a body may look like. */
const skeletons: Readonly<Partial<Record<Section["content"], string>>> = {
  files: "\n    ${1:source} ${2:destination}\n$0",
  labels: "\n    ${1:key} ${2:value}\n$0",
  arguments: "\n    ${1:name}=${2:value}\n$0",
};

/** What may follow the name of a section line. */
export const sectionArguments = (
  recipe: Recipe,
  stage: Stage,
  node: SectionNode,
  offset: number,
): readonly Completion[] => {
  const { text } = recipe.file;
  const use = section(node.name.text)?.arguments;
  const before = text.slice(node.name.span.end, offset);
  const lastWord = /\S*$/.exec(before)?.[0] ?? "";
  const span = wordAt(text, offset - lastWord.length, offset, endOfName);
  if (before.trim() === before || before.includes("#")) return [];
  if (use === "app-name") return before.trim() === lastWord ? apps(recipe, stage, node, span) : [];
  if (use === "files-from")
    return /^\s+(?:from\s+)?\S*$/.test(before) ? origins(recipe, stage, before, span) : [];
  if (use === "shell-options" && /\s-c\s+\S*$/.test(before)) return options(["/bin/bash -e"], span);
  if (before.trim() !== lastWord || use === undefined) return [];
  return options(argumentUses[use].examples, span);
};

const options = (texts: readonly string[], span: Span): readonly Completion[] =>
  texts.map((text) => ({ kind: "option", label: text, span, text }));

/** Stages that come before, the nearest first, with the `from` that is not there yet; copying from a later one fails. */
const origins = (recipe: Recipe, into: Stage, before: string, span: Span): readonly Completion[] =>
  recipe.stages
    .slice(0, into.index)
    .reverse()
    .flatMap(({ name, bootstrap }) => {
      if (!name) return [];
      const text = /^\s+from\s/.test(before) ? name.text : `from ${name.text}`;
      const detail = bootstrap?.image?.text ?? bootstrap?.from?.text;
      return [{ kind: "stage", label: text, ...(detail && { detail }), span, text }];
    });

/** The apps that other lines name: those of the stage that have no such section yet first, then those of all stages. */
const apps = (recipe: Recipe, into: Stage, at: SectionNode, span: Span): readonly Completion[] => {
  const found = new Map<string, boolean>();
  for (const stage of recipe.stages)
    for (const { name, sections: all } of stage.apps) {
      const others = all.filter((node) => node !== at);
      if (name === "" || others.length === 0) continue;
      const isMissing = stage === into && others.every(({ type }) => type !== at.type);
      found.set(name, isMissing || found.get(name) === true);
    }
  return [...found]
    .toSorted(([, a], [, b]) => Number(b) - Number(a))
    .map(([name]) => ({ kind: "app", label: name, span, text: name }));
};
