/** A script made fit for the shell parser without moving a single character. */

import type { Span } from "@deftools/text";

/**
 * The text of `body`, as long as it was, with each masked span as an identifier and each CRLF as something a shell takes
 * for a line end: two line feeds, or a blank before the backslash of a continued line.
 */
export const neutralText = (text: string, body: Span, masked: readonly Span[]): string => {
  const source = text.slice(body.start, body.end);
  return withoutCarriageReturns(masked.length === 0 ? source : withMasks(source, body, masked));
};

const withMasks = (source: string, body: Span, masked: readonly Span[]): string => {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of masked) {
    const from = Math.max(start - body.start, done);
    const to = Math.max(end - body.start, from);
    pieces.push(source.slice(done, from), "_".repeat(to - from));
    done = to;
  }
  pieces.push(source.slice(done));
  return pieces.join("");
};

const withoutCarriageReturns = (source: string): string => {
  if (!source.includes("\r\n")) return source;
  return source.replace(/(\\*)\r\n/g, (_, backslashes: string) =>
    backslashes.length % 2 === 1 ? `${backslashes.slice(1)} \\\n` : `${backslashes}\n\n`,
  );
};
