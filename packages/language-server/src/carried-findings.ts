/**
 * Findings of others about the version before, at their places in this one: they take a while to look again, and what they found beside
 * the change still holds.
 */

import type { Finding, Fix } from "@deftools/lint";
import type { Span } from "@deftools/text";

/** What lies before or behind the lines that changed. */
export const carriedFindings = (
  findings: readonly Finding[],
  before: string,
  after: string,
): readonly Finding[] => {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const lineStart = before.lastIndexOf("\n", head - 1) + 1;
  const lineEnd = before.indexOf("\n", before.length - tail);
  const from = lineEnd === -1 ? before.length : lineEnd;
  const distance = after.length - before.length;
  const move = (span: Span): Span | undefined => {
    if (span.end < lineStart) return span;
    return from < span.start ? { start: span.start + distance, end: span.end + distance } : undefined;
  };
  return findings.flatMap(({ fix, ...finding }) => {
    const span = move(finding.span);
    if (!span) return [];
    const moved = fix && movedFix(fix, move);
    return [{ ...finding, span, ...(moved && { fix: moved }) }];
  });
};

const movedFix = (fix: Fix, move: (span: Span) => Span | undefined): Fix | undefined => {
  const edits = fix.edits.flatMap(({ span, text }) => {
    const moved = move(span);
    return moved ? [{ span: moved, text }] : [];
  });
  return edits.length === fix.edits.length ? { ...fix, edits } : undefined;
};
