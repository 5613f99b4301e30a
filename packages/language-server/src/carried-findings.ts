/**
 * Findings of others about the version before, at their places in this one: they take a while to look again, and what they found beside
 * the change still holds.
 */

import type { Finding, Fix } from "@deftools/lint";
import { type Span, sameEnds } from "@deftools/text";

/** What lies before or behind the lines that changed. */
export const carriedFindings = (
  findings: readonly Finding[],
  before: string,
  after: string,
): readonly Finding[] => {
  const { front, back } = sameEnds(before, after);
  const lineStart = before.lastIndexOf("\n", front - 1) + 1;
  const lineEnd = before.indexOf("\n", before.length - back);
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
