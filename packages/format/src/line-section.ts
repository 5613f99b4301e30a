/** The lines of `%files`, `%labels` and `%arguments`: one indentation, one blank between words, comments along. */

import type { FilesLine, Pair, SectionNode } from "@deftools/grammar";
import { attachedComment, formatBlankLines } from "./blank-lines.ts";
import type { Draft } from "./draft.ts";
import { indentLine, type Line, linesOf, mayBecomeSection, opensStage, trimEnd } from "./lines.ts";

/** Formats the body of a section that engines read line by line. */
export const formatLineSection = (
  { body, content }: SectionNode,
  draft: Draft,
  place: { readonly indent: string; readonly followedBy: "section" | "stage" | "end" },
): void => {
  const lines = linesOf(draft.text, body);
  if (lines.some((line) => mayBecomeSection(line, draft))) return;
  // an engine that keeps the body takes one without characters for no section at all
  if (content.kind === "arguments" && lines.every(({ kind }) => kind === "blank")) return;
  const attached = place.followedBy === "end" ? lines.length : attachedComment(lines, hasIndented);
  formatBlankLines(
    lines.slice(0, attached),
    lines[attached]?.start ?? body.end,
    { atEnd: place.followedBy === "end" ? "none" : "one" },
    draft,
  );
  const items = itemsOf(content);
  for (const [index, line] of lines.entries()) {
    if (line.kind === "comment") indentLine(line, index < attached ? place.indent : "", draft);
    const item = items.get(line.first);
    if (line.kind !== "text" || item?.span.end !== line.last || draft.isBroken(line)) continue;
    if (mayMove(line, place.indent, draft)) draft.replace(line.start, line.first, place.indent);
    trimEnd(line, draft);
    formatGaps(item, line, content.kind === "arguments" ? "=" : " ", draft);
  }
};

/** Below indented lines a comment in column 1 is meant for what follows. */
const hasIndented = (above: readonly Line[]): boolean =>
  above.some(({ kind, start, first }) => kind !== "blank" && start < first);

const itemsOf = (content: SectionNode["content"]): ReadonlyMap<number, FilesLine | Pair> => {
  const items: readonly (FilesLine | Pair)[] =
    ("lines" in content && content.lines) || ("pairs" in content && content.pairs) || [];
  return new Map(items.map((item) => [item.span.start, item]));
};

/** Whether a line may get an indentation: in column 1 some words begin a stage, and placeholders what nobody knows. */
const mayMove = ({ first, last }: Line, indent: string, { text, plainEnd }: Draft): boolean =>
  indent !== "" || (plainEnd({ start: first, end: last }) !== first && !opensStage(text, first));

/** Puts `separator` where words are apart. From the first placeholder on the blanks stay: its value may begin or end inside a word. */
const formatGaps = (item: FilesLine | Pair, line: Line, separator: " " | "=", draft: Draft): void => {
  const plainEnd = draft.plainEnd(line);
  const words = wordsOf(item);
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (!next || plainEnd < word.span.end) return;
    const gap = draft.text.slice(word.span.end, next.span.start);
    if (isGap[separator].test(gap)) draft.replace(word.span.end, next.span.start, separator);
  }
};

const isGap = { " ": /^[ \t]+$/, "=": /^[ \t]*=[ \t]*$/ } as const;

const wordsOf = (item: FilesLine | Pair) => {
  if (item.kind === "pair") return item.value ? [item.key, item.value] : [item.key];
  return [item.source, ...(item.destination ? [item.destination] : []), ...item.ignored];
};
