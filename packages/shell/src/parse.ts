/** From a script body to its tree. */

import type { Span } from "@deftools/text";
import { readCommands } from "./commands.ts";
import { findComments } from "./comments.ts";
import { neutralText } from "./neutral.ts";
import type { Gathered, Reading } from "./reading.ts";
import type { ShellScript, Statement } from "./tree.ts";
import { type ParsedScript, readShell } from "./unbash.ts";

/**
 * The tree of the script at `body` in `text`, with spans in `text`.
 * `masked` spans (template placeholders) are read as if a word of equal length stood there. Never throws.
 */
export const parseScript = (
  text: string,
  body: Span,
  { masked = [] }: { readonly masked?: readonly Span[] } = {},
): ShellScript => {
  const inside = masked
    .filter(({ start, end }) => body.start <= start && end <= body.end && start < end)
    .sort((a, b) => a.start - b.start);
  const source = neutralText(text, body, inside);
  const gathered: Gathered = { errors: [], solid: [], nesting: 0 };
  const reading: Reading = {
    file: text,
    source,
    toFile: (offset) => Math.min(body.start + offset, body.end),
    masked: inside,
    carriageReturns: source.includes("\n\n") && text.slice(body.start, body.end).includes("\r\n"),
    readCommands,
    depth: 0,
    gathered,
  };
  return {
    span: body,
    statements: readAll(reading),
    comments: findComments(source, body.start, gathered.solid),
    errors: gathered.errors.toSorted((a, b) => a.span.start - b.span.start),
  };
};

/** The parser is not ours: whatever it should throw becomes an error in the script, as this room promises. */
const readAll = (reading: Reading): readonly Statement[] => {
  try {
    return readCommands(reading, readPastParentheses(reading.source));
  } catch (error) {
    const start = reading.toFile(0);
    const message =
      error instanceof RangeError ? "nested too deeply to be read" : `unreadable: ${String(error)}`;
    reading.gathered.errors.push({ message, span: { start, end: start } });
    return [];
  }
};

/** At a stray `)` the parser gives up. The error is kept, and what follows is read as if a line ended there. */
const readPastParentheses = (source: string): ParsedScript => {
  let readable = source;
  const strays: NonNullable<ParsedScript["errors"]>[number][] = [];
  for (;;) {
    const script = readShell(readable);
    const stray = script.errors?.find(
      ({ message, pos }) => /^unexpected token '\)/.test(message) && readable[pos] === ")",
    );
    if (stray === undefined || strays.length === strayLimit)
      return strays.length === 0 ? script : { ...script, errors: [...strays, ...(script.errors ?? [])] };
    strays.push(stray);
    readable = `${readable.slice(0, stray.pos)}\n${readable.slice(stray.pos + 1)}`;
  }
};

/** Each stray parenthesis costs another reading of the whole script. */
const strayLimit = 10;
