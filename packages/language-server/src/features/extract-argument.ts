/** Making a build argument of what is selected: its text becomes the default, a placeholder takes its place. */

import { argumentsOf, type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import { type Span, type TextEdit, textAt } from "@deftools/text";
import type { CodeAction } from "./code-action.ts";
import { lineEndOf } from "./line-end.ts";

/** The offer for a selection within one value or one line of a body; none where no placeholder is read or the text is no value. */
export const extractArgument = (recipe: Recipe, place: Span): readonly CodeAction[] => {
  const { text } = recipe.file;
  const stage = stageAt(recipe, place.start);
  const value = textAt(text, place);
  if (!stage || value === "" || value !== value.trim() || /[\r\n#]|\{\{|\}\}/.test(value)) return [];
  if (!isInValue(recipe, stage, place)) return [];
  const name = freeName(recipe, stage, place);
  return [
    {
      kind: "extract",
      title: `extract into the build argument "${name}"`,
      edits: [{ span: place, text: `{{ ${name} }}` }, definitionOf(recipe, stage, `${name}=${value}`)],
    },
  ];
};

/** Keys, section lines, `%arguments` and `Bootstrap` keep their words; a placeholder in a placeholder is none. */
const isInValue = (recipe: Recipe, stage: Stage, { start, end }: Span): boolean => {
  if (recipe.file.placeholders.some(({ span }) => start < span.end && span.start < end)) return false;
  if (commentStarts(recipe, start)) return false;
  const section = sectionAt(recipe, start);
  if (section) return section.type !== "arguments" && section.body.start <= start && end <= section.body.end;
  const entry = stage.node.header.entries.find(({ span }) => span.start <= start && start < span.end);
  const isFixed = ["bootstrap", "stage"].includes(entry?.key.text.toLowerCase() ?? "");
  return (
    !isFixed && entry?.value !== undefined && entry.value.span.start <= start && end <= entry.value.span.end
  );
};

/** Apptainer replaces nothing behind a `#` and a character other than `!`. */
const commentStarts = ({ file: { text }, lines }: Recipe, offset: number): boolean =>
  /#[^!]/.test(text.slice(lines.line(lines.position(offset).line).start, offset));

const freeName = (recipe: Recipe, stage: Stage, place: Span): string => {
  const { definitions, uses } = argumentsOf(recipe, stage);
  const taken = new Set([...definitions.keys(), ...uses.map(({ placeholder }) => placeholder.name.text)]);
  const wish = wishFor(recipe.file.text, place);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wish : `${wish}_${number}`;
    if (!taken.has(name)) return name;
  }
};

/** `A=selected` is called A, a number of versions VERSION. */
const wishFor = (text: string, place: Span): string => {
  const assigned = /([A-Za-z_]\w*)=["']?$/.exec(text.slice(Math.max(0, place.start - 100), place.start))?.[1];
  if (assigned !== undefined) return assigned.toUpperCase();
  return /^v?\d+(\.\d+)*$/.test(textAt(text, place)) ? "VERSION" : "ARGUMENT";
};

/** A line at the end of the stage's `%arguments`, or such a section before its first one. */
const definitionOf = ({ file: { text } }: Recipe, stage: Stage, line: string): TextEdit => {
  const lineEnd = lineEndOf(text);
  const last = stage.arguments.at(-1);
  if (last) {
    const at = last.span.end;
    return { span: { start: at, end: at }, text: `${lineEnd}${indentOf(text, last.span.start)}${line}` };
  }
  const section = stage.sections.find(({ type }) => type === "arguments");
  if (section)
    return { span: { start: section.line.end, end: section.line.end }, text: `${lineEnd}    ${line}` };
  const first = stage.node.sections[0]?.line.start ?? stage.node.span.end;
  const before = first === 0 || text[first - 1] === "\n" ? "" : lineEnd;
  const after = stage.node.sections.length === 0 ? "" : lineEnd;
  return {
    span: { start: first, end: first },
    text: `${before}%arguments${lineEnd}    ${line}${lineEnd}${after}`,
  };
};

const indentOf = (text: string, start: number): string =>
  /[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[0] ?? "";
