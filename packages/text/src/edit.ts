/** Edits of a text, all given against the text as it was. */

import type { Span } from "./span.ts";

/** Replace what a span covers; an empty span inserts, an empty `text` deletes. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Whether two edits touch the same characters; two inserts at one place do, since their order would matter. */
export const overlap = (a: TextEdit, b: TextEdit): boolean => {
  if (a.span.start === b.span.start) return true;
  const [first, second] = a.span.start < b.span.start ? [a, b] : [b, a];
  return second.span.start < first.span.end;
};

/**
 * The text after all edits, in whatever order they are given.
 * @throws RangeError when two edits overlap or one lies outside the text
 */
export const applyEdits = (text: string, edits: readonly TextEdit[]): string => {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const parts: string[] = [];
  let done = 0;
  for (const [index, edit] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before && overlap(before, edit)) throw new RangeError(`edits overlap at offset ${edit.span.start}`);
    if (edit.span.start < 0 || edit.span.end < edit.span.start || text.length < edit.span.end)
      throw new RangeError("edit outside the text");
    parts.push(text.slice(done, edit.span.start), edit.text);
    done = edit.span.end;
  }
  parts.push(text.slice(done));
  return parts.join("");
};
