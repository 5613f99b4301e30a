/** What an editor can fold away: stages, headers, continued values, sections, blocks and here-documents in scripts, comments. */

import type { SectionNode, StageNode } from "@deftools/grammar";
import type { Recipe, Script } from "@deftools/recipe";
import { walk } from "@deftools/shell";
import { type LineIndex, type Span, textAt } from "@deftools/text";
import { commentsOf } from "./comments.ts";

/** Lines that fold behind the first of them: from any place in that one to any place in the last. */
export interface FoldingRange {
  readonly kind: "region" | "comment";
  readonly span: Span;
}

/** Every range of two lines or more, by first line; of those with the same first and last line only one. None reaches into another. */
export const foldingRanges = (recipe: Recipe): readonly FoldingRange[] => {
  const { file, lines } = recipe;
  const found: FoldingRange[] = [];
  const add = (span: Span, kind: FoldingRange["kind"] = "region"): void => {
    const end = span.start + textAt(file.text, span).trimEnd().length;
    found.push({ kind, span: { start: span.start, end } });
  };
  for (const { node, scripts } of recipe.stages) {
    if (1 < recipe.stages.length) addStage(node, add);
    addHeader(node, add);
    for (const section of node.sections) addSection(section, add);
    for (const script of scripts) addScript(recipe, script, add);
  }
  for (const block of commentBlocks(recipe)) add(block, "comment");
  return byLines(apart(byLines(found, lines), lines), lines)
    .map(({ kind, span }) => ({ kind, span }))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
};

interface LineRange extends FoldingRange {
  readonly first: number;
  readonly last: number;
}

/** Those of two lines or more, one for the same lines. */
const byLines = (ranges: readonly FoldingRange[], lines: LineIndex): readonly LineRange[] => {
  const found = new Map<string, LineRange>();
  for (const range of ranges) {
    const { start, end } = range.span;
    const [first, last] = [lines.position(start).line, lines.position(end).line];
    const key = `${first} ${last}`;
    if (first < last && !found.has(key)) found.set(key, { ...range, first, last });
  }
  return [...found.values()];
};

/** A line that ends one range and begins a longer one belongs to that. */
const apart = (ranges: readonly LineRange[], lines: LineIndex): readonly FoldingRange[] => {
  const reach = new Map<number, number>();
  for (const { first, last } of ranges) reach.set(first, Math.max(last, reach.get(first) ?? 0));
  return ranges.map(({ kind, span, last }) => {
    const isShared = last < (reach.get(last) ?? 0);
    return { kind, span: isShared ? { start: span.start, end: lines.line(last - 1).end } : span };
  });
};

type Add = (span: Span, kind?: FoldingRange["kind"]) => void;

const addStage = ({ header, span }: StageNode, add: Add): void =>
  add({ start: header.entries[0]?.span.start ?? span.start, end: span.end });

const addHeader = ({ header: { entries } }: StageNode, add: Add): void => {
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first && last) add({ start: first.span.start, end: last.span.end });
  for (const { span } of entries) add(span);
};

const addSection = ({ line, span }: SectionNode, add: Add): void => add({ start: line.start, end: span.end });

const addScript = ({ file: { text }, lines }: Recipe, { tree }: Script, add: Add): void =>
  walk(tree, {
    node: (node) => {
      if (node.kind === "command" || node.kind === "pipeline" || node.kind === "and-or") {
        add(node.span);
        return;
      }
      // the line of `fi`, `done` or `}` stays in view
      const lastLine = lines.line(lines.position(node.span.end).line).start;
      const closes = /^\s*(?:fi|done|esac|[})]+)$/.test(text.slice(lastLine, node.span.end));
      add(closes ? { start: node.span.start, end: Math.max(node.span.start, lastLine - 1) } : node.span);
    },
    redirect: ({ span, hereDocument }) => {
      if (!hereDocument) return;
      const { body, closed } = hereDocument;
      add({ start: span.start, end: closed ? endOfLine(lines, body.end) : body.end });
    },
  });

/** Where the line of the closing word ends. */
const endOfLine = (lines: LineIndex, offset: number): number => lines.line(lines.position(offset).line).end;

/** Lines of comments one below the other, wherever `#` begins one. */
const commentBlocks = (recipe: Recipe): readonly Span[] => {
  const { file, lines } = recipe;
  const blocks: { start: number; end: number; last: number }[] = [];
  for (const { start, end } of recipe.stages.flatMap((stage) => commentsOf(file.text, stage))) {
    const { line } = lines.position(start);
    if (file.text.slice(lines.line(line).start, start).trim() !== "") continue;
    const block = blocks.at(-1);
    if (block?.last === line - 1) Object.assign(block, { end, last: line });
    else blocks.push({ start, end, last: line });
  }
  return blocks;
};
