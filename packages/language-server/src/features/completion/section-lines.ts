/** Proposals in section lines: names, options of shells, stages, apps. */

import {
  appSections,
  argumentUses,
  isAppSection,
  type Section,
  type SectionNode,
  section,
  sections,
} from "@deftools/grammar";
import type { Recipe, Stage } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { type Completion, endOfLine, endOfName, wordAt } from "./completion.ts";

/** Section names for a `%` at `start`: those that the stage has not yet first, sections of apps last. */
export const sectionNames = (
  text: string,
  stage: Stage | undefined,
  start: number,
  offset: number,
): readonly Completion[] => {
  const span = wordAt(text, start, offset, endOfName);
  const written = new Set(
    stage?.node.sections.filter(({ line }) => line.start !== start).map(({ type }) => type),
  );
  const rank = ({ name }: Section): number => (isAppSection(name) ? 2 : Number(written.has(name)));
  const isAlone = text.slice(span.end, endOfLine(text, span.end)).trim() === "";
  return [...sections, ...appSections]
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
  if (use === "app-name") return before.trim() === lastWord ? apps(recipe, node, span) : [];
  if (use === "files-from" && /^\s+from\s+\S*$/.test(before)) return stages(recipe, stage, span);
  if (before.trim() !== lastWord || use === undefined) return [];
  return argumentUses[use].examples.map((example) => ({
    kind: "option",
    label: example.trim(),
    span,
    text: example,
  }));
};

/** Stages that come before, the nearest first; copying from a later one fails. */
const stages = (recipe: Recipe, into: Stage, span: Span): readonly Completion[] =>
  recipe.stages
    .slice(0, into.index)
    .reverse()
    .flatMap(({ name, bootstrap }) => {
      if (!name) return [];
      const detail = bootstrap?.image?.text ?? bootstrap?.from?.text;
      return [{ kind: "stage", label: name.text, ...(detail && { detail }), span, text: name.text }];
    });

/** The apps of all stages that other lines name. */
const apps = (recipe: Recipe, at: SectionNode, span: Span): readonly Completion[] => {
  const names = recipe.stages.flatMap((stage) =>
    stage.apps.filter(({ name, sections }) => name !== "" && sections.some((node) => node !== at)),
  );
  return [...new Set(names.map(({ name }) => name))].map((name) => ({
    kind: "app",
    label: name,
    span,
    text: name,
  }));
};
