/**
 * Reads a script again after a change, as somebody types: statements in front of the change stay the same objects, those behind it are
 * moved, and only what lies between is read. The result is what `parseScript` gives.
 */

import { type Span, sameEnds, span } from "@deftools/text";
import { compoundsIn, redirectsIn } from "./inventory.ts";
import { movedSpan, movedStatement } from "./moved.ts";
import { parseScript } from "./parse.ts";
import type { ShellScript } from "./tree.ts";

/** A script, and what it was read from. */
export interface ReadScript {
  readonly text: string;
  readonly body: Span;
  readonly masked: readonly Span[];
  readonly script: ShellScript;
}

/**
 * The script that now stands at `body` in `text`, made from the one before. Absent where it must be read anew: a script with errors may be
 * read in other ways, and a change may open what only ends far behind it.
 */
export const rereadScript = (
  before: ReadScript,
  { text, body, masked }: Omit<ReadScript, "script">,
): ShellScript | undefined => {
  const old = before.text.slice(before.body.start, before.body.end);
  const now = text.slice(body.start, body.end);
  // what a CRLF stands for is decided for a script as a whole
  if (0 < before.script.errors.length || old.includes("\r") || now.includes("\r")) return undefined;
  const { statements, comments } = before.script;
  const { front, back } = cuts(before, old, now);
  const grown = now.length - old.length;
  if (!sameMasks(before, { body, masked }, { front: front.at, back: back.at, grown })) return undefined;

  const between = parseScript(text, span(body.start + front.at, body.start + back.at + grown), { masked });
  const isLast = back.index === statements.length;
  if (0 < between.errors.length || (!isLast && isOpen(between, now, back.at + grown))) return undefined;

  const distance = body.start - before.body.start;
  const inFront = statements.slice(0, front.index);
  return {
    span: body,
    statements: [
      ...(distance === 0 ? inFront : inFront.map((each) => movedStatement(each, distance))),
      ...between.statements,
      ...statements.slice(back.index).map((each) => movedStatement(each, distance + grown)),
    ],
    comments: [
      ...comments
        .filter(({ end }) => end <= before.body.start + front.at)
        .map((each) => movedSpan(each, distance)),
      ...between.comments,
      ...comments
        .filter(({ start }) => before.body.start + back.at <= start)
        .map((each) => movedSpan(each, distance + grown)),
    ],
    errors: [],
  };
};

/** A place between two statements: the index of the next one, and the offset in the script as it was where its line begins. */
interface Cut {
  readonly index: number;
  readonly at: number;
}

/** The last place before the change, and the first behind it, where a line begins that is a statement of its own. */
const cuts = (
  { body, script: { statements } }: ReadScript,
  old: string,
  now: string,
): { readonly front: Cut; readonly back: Cut } => {
  const end: Cut = { index: statements.length, at: old.length };
  if (old === now) return { front: end, back: end };
  const same = sameEnds(old, now);
  const lineOf = (index: number): number | undefined =>
    freshLine(old, (statements[index]?.span.start ?? body.end) - body.start);
  let front: Cut = { index: 0, at: 0 };
  for (let index = statements.length - 1; 0 < index; index--) {
    const at = lineOf(index);
    if (at === undefined || same.front < at) continue;
    front = { index, at };
    break;
  }
  for (let index = front.index; index < statements.length; index++) {
    const at = lineOf(index);
    // the line end in front of it must have stayed, too
    if (at !== undefined && front.at <= at && old.length - same.back < at)
      return { front, back: { index, at } };
  }
  return { front, back: end };
};

/** Where the line of a place begins, if only blanks stand in front of the place and the line before is not continued. */
const freshLine = (source: string, at: number): number | undefined => {
  const start = source.lastIndexOf("\n", at - 1) + 1;
  for (let index = start; index < at; index++)
    if (source[index] !== " " && source[index] !== "\t") return undefined;
  return start < 2 || source[start - 2] !== "\\" ? start : undefined;
};

/** Whether what follows a piece may belong to it, though the piece is whole for the parser. */
const isOpen = (piece: ShellScript, source: string, end: number): boolean =>
  source[end - 1] !== "\n" ||
  source[end - 2] === "\\" ||
  // what was closed does not reach over the line end; of `${| …` the parser does not say that it was not
  piece.statements.at(-1)?.span.end === piece.span.end ||
  redirectsIn(piece).some(({ hereDocument }) => hereDocument?.closed === false) ||
  // `!` and `time` without a command
  compoundsIn(piece).some(({ node }) => node.kind === "pipeline" && node.commands.length === 0);

/** Whether the masks in front of the first cut and behind the second are where they were, and none lies across a cut. */
const sameMasks = (
  before: Pick<ReadScript, "body" | "masked">,
  after: Pick<ReadScript, "body" | "masked">,
  { front, back, grown }: { readonly front: number; readonly back: number; readonly grown: number },
): boolean => {
  const outside = ({ body, masked }: Pick<ReadScript, "body" | "masked">, by: number): string | undefined => {
    const places: string[] = [];
    for (const mask of masked) {
      const { start, end } = movedSpan(mask, -body.start);
      if (end <= front) places.push(`${start}-${end}`);
      else if (back + by <= start) places.push(`${start - by}-${end - by}`);
      else if (start < front || back + by < end) return undefined;
    }
    return places.join();
  };
  const old = outside(before, 0);
  return old !== undefined && old === outside(after, grown);
};
