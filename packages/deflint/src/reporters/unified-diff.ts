/** What would change, in the format of `diff -u` (POSIX, "Diff -u Output Format"), fit for `patch` and `git apply`. */

import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from "diff";

/** Unchanged lines shown around a change. */
const CONTEXT = 3;
/** Texts that differ in more lines are told as all old, all new: the search takes time with the square of the edits. */
const MAX_EDITS = 1000;

/** The difference between two texts; the empty string when there is none. */
export const unifiedDiff = (name: string, before: string, after: string): string => {
  if (before === after) return "";
  const found = structuredPatch(name, name, before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MAX_EDITS,
  });
  return formatPatch(found ?? replacement(name, before, after), FILE_HEADERS_ONLY);
};

const replacement = (name: string, before: string, after: string): StructuredPatch => {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [...old.flatMap((line) => signed("-", line)), ...now.flatMap((line) => signed("+", line))];
  return {
    oldFileName: name,
    newFileName: name,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [{ oldStart: 1, oldLines: old.length, newStart: 1, newLines: now.length, lines }],
  };
};

const signed = (sign: "-" | "+", line: string): readonly string[] =>
  line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, "\\ No newline at end of file"];

/** The lines of a text with their ends, so that a changed line end is a change. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
