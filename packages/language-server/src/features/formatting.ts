/** Tidying a file, a part of it, or the line that was just finished: never so that an engine could tell. */

import { type FormatOptions, format, meaningOf } from "@deftools/format";
import { type Recipe, sectionAt } from "@deftools/recipe";
import { applyEdits, covers, type Span, span, type TextEdit, textAt } from "@deftools/text";
import { textDifference } from "./text-difference.ts";

/** The edits for the whole file. */
export const formatDocument = ({ file }: Recipe, options: FormatOptions = {}): readonly TextEdit[] =>
  format(file, options);

/** The edits for the lines that `range` touches. */
export const formatRange = (
  recipe: Recipe,
  range: Span,
  options: FormatOptions = {},
): readonly TextEdit[] => {
  const { lines } = recipe;
  const last = lines.position(Math.max(range.start, range.end)).line;
  // a selection of whole lines ends at the start of the next
  const isWhole = range.start < range.end && lines.line(last).start === range.end;
  const end = isWhole ? range.end : lines.line(last).end;
  return formatWithin(recipe, { start: lines.line(lines.position(range.start).line).start, end }, options);
};

/** The edits for the line above the cursor, once Enter was pressed; the new line is left to who writes it. */
export const formatOnEnter = (
  recipe: Recipe,
  offset: number,
  options: FormatOptions = {},
): readonly TextEdit[] => {
  const { lines } = recipe;
  const { line } = lines.position(offset);
  return line === 0 ? [] : formatWithin(recipe, lines.line(line - 1), options);
};

/**
 * Formatted bodies of scripts as edits of the lines that change. Of those that change outside of `place` nothing is taken: what holds for a
 * whole script need not hold for a part.
 */
export const scriptEdits = (
  { file: { text } }: Recipe,
  bodies: readonly TextEdit[],
  place?: Span,
): readonly TextEdit[] =>
  bodies.flatMap(({ span: body, text: formatted }) => {
    const edits = textDifference(textAt(text, body), formatted).map((edit) => ({
      ...edit,
      span: span(body.start + edit.span.start, body.start + edit.span.end),
    }));
    return !place || edits.every((edit) => covers(place, edit.span)) ? edits : [];
  });

/** What holds for all edits together need not hold for some of them. */
const formatWithin = (recipe: Recipe, place: Span, options: FormatOptions): readonly TextEdit[] => {
  if (isStored(recipe, place)) return [];
  const { text } = recipe.file;
  const some = formatDocument(recipe, options).filter((edit) => covers(place, edit.span));
  if (some.length === 0) return [];
  const [before, after] = [meaningOf(text), meaningOf(applyEdits(text, some))];
  return before.length === after.length && before.every((one, at) => one === after[at]) ? some : [];
};

/** Whether a place is in a text that engines store as it is: nothing is tidied there, and the whole file need not be looked at to know. */
const isStored = (recipe: Recipe, place: Span): boolean => {
  const section = sectionAt(recipe, place.start);
  const isText = section?.content.kind === "script" || section?.content.kind === "text";
  return section !== undefined && isText && covers(section.body, place);
};
