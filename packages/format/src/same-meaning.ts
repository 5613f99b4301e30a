/** The net under the formatter: whatever would change what an engine reads is not done, even if a quirk was overlooked above. */

import { applyEdits, type TextEdit } from "@deftools/text";
import { type Meaning, type MeaningOptions, meaningOf } from "./meaning.ts";

/** The edits without those that change the meaning of the text; edits of one line stay together. */
export const withSameMeaning = (
  text: string,
  edits: readonly TextEdit[],
  options: MeaningOptions,
): readonly TextEdit[] => {
  if (edits.length === 0) return edits;
  const before = meaningOf(text, options);
  const isHarmless = (some: readonly TextEdit[]): boolean =>
    isEqual(before, meaningOf(applyEdits(text, some), options));
  if (isHarmless(edits)) return edits;
  return harmlessOf([], byLine(text, edits), isHarmless);
};

/** Adds to `kept` what can be added, halving where something cannot. */
const harmlessOf = (
  kept: readonly TextEdit[],
  groups: readonly (readonly TextEdit[])[],
  isHarmless: (edits: readonly TextEdit[]) => boolean,
): readonly TextEdit[] => {
  const all = [...kept, ...groups.flat()];
  if (groups.length === 0 || isHarmless(all)) return all;
  if (groups.length === 1) return kept;
  const half = groups.length >> 1;
  return harmlessOf(harmlessOf(kept, groups.slice(0, half), isHarmless), groups.slice(half), isHarmless);
};

const byLine = (text: string, edits: readonly TextEdit[]): readonly (readonly TextEdit[])[] => {
  const groups: TextEdit[][] = [];
  let group: TextEdit[] = [];
  let end = 0;
  for (const edit of edits) {
    const isNew = group.length === 0 || text.slice(end, edit.span.start).includes("\n");
    if (isNew) {
      group = [];
      groups.push(group);
    }
    group.push(edit);
    end = edit.span.end;
  }
  return groups;
};

const isEqual = (a: Meaning, b: Meaning): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
