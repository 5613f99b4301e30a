/** What "expand selection" selects next: word, argument, command, statement, section, stage, file. */

import { nodeAt } from "@deftools/grammar";
import { type Recipe, scriptAt, stageAt } from "@deftools/recipe";
import { type ShellScript, walk } from "@deftools/shell";
import { covers, type Span, touches } from "@deftools/text";

/** The spans around an offset, each inside the next; the last is the whole file. */
export const selectionRanges = (recipe: Recipe, offset: number): readonly Span[] => {
  const { file, lines } = recipe;
  const { text } = file;
  const spans = nodeAt(file, offset).flatMap((node): readonly Span[] => {
    switch (node.kind) {
      case "header-entry":
        return [node.span, node.key.span, ...(node.value ? [node.value.span] : [])];
      case "section":
        return [node.line, node.name.span, trimmed(text, node.body), trimmed(text, node.span)];
      case "files-line":
        return [node.span, node.source.span, ...(node.destination ? [node.destination.span] : [])];
      case "pair":
        return [node.span, node.key.span, ...(node.value ? [node.value.span] : [])];
      case "file":
        return [];
      default:
        return [trimmed(text, node.span)];
    }
  });
  const script = scriptAt(recipe, offset);
  if (script) addShell(script.tree, spans);
  const stage = stageAt(recipe, offset);
  if (stage) spans.push(trimmed(text, stage.node.span));
  // a line may begin in the middle of a command
  return [trimmed(text, lines.line(lines.position(offset).line)), wordAround(text, offset)].reduce(
    (chain, each) => (isAround(each, offset) ? inserted(chain, each) : chain),
    nested(
      spans.filter((each) => isAround(each, offset)),
      file.span,
    ),
  );
};

const isAround = (each: Span, offset: number): boolean => touches(each, offset) && each.start < each.end;

const isInside = (inner: Span, outer: Span): boolean =>
  covers(outer, inner) && inner.end - inner.start < outer.end - outer.start;

/** From the smallest outwards, as far as each lies in the next. */
const nested = (spans: readonly Span[], whole: Span): readonly Span[] => {
  const chain: Span[] = [];
  const bySize = [...spans, whole].sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  for (const each of bySize) {
    const inner = chain.at(-1);
    if (!inner || isInside(inner, each)) chain.push(each);
  }
  return chain;
};

/** The chain with one more, if there is a place for it. */
const inserted = (chain: readonly Span[], one: Span): readonly Span[] => {
  const at = chain.findIndex((each) => isInside(one, each));
  const inner = chain[at - 1];
  return at === -1 || (inner && !isInside(inner, one)) ? chain : chain.toSpliced(at, 0, one);
};

const wordAround = (text: string, offset: number): Span => ({
  start: offset - (/\w*$/.exec(text.slice(Math.max(0, offset - LONGEST_WORD), offset))?.[0].length ?? 0),
  end: offset + (/^\w*/.exec(text.slice(offset, offset + LONGEST_WORD))?.[0].length ?? 0),
});

/** Bounds the work in texts without blanks. */
const LONGEST_WORD = 1000;

const trimmed = (text: string, { start, end }: Span): Span => {
  const within = text.slice(start, end);
  const first = start + within.length - within.trimStart().length;
  return { start: first, end: Math.max(first, start + within.trimEnd().length) };
};

const addShell = (script: ShellScript, spans: Span[]): void => {
  spans.push(...script.comments);
  walk(script, {
    node: ({ span }, { statement }) => void spans.push(span, statement),
    word: ({ span }) => void spans.push(span),
    part: ({ span }) => void spans.push(span),
    redirect: ({ span, hereDocument }) => {
      spans.push(span);
      if (hereDocument) spans.push(hereDocument.body);
    },
    assignment: ({ span, nameSpan }) => void spans.push(span, nameSpan),
  });
};
