/** Mends a text: applies the fixes of findings in rounds, since one fix can make room for the next. */

import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { applyEdits, overlap, type TextEdit } from "@deftools/text";
import type { AnyRule } from "./define-rule.ts";
import type { Finding, Fix, FixSafety } from "./finding.ts";
import { type LintSettings, lint } from "./lint.ts";

/** More rounds than fixes that wait for each other have been seen to need. */
export const MAX_ROUNDS = 5;

/** A mended text, and what is still to be said about it. */
export interface Mended {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
  /** All findings of the mended text. */
  readonly findings: readonly Finding[];
}

/**
 * Applies fixes until nothing changes, in at most five rounds. `safety: "safe"` leaves unsafe ones alone, `"unsafe"` applies both.
 * In a round the earlier finding wins where two fixes touch; the other has its turn in the next round, if it is still there.
 */
export const fixAll = (
  text: string,
  rules: readonly AnyRule[],
  {
    safety,
    settings = {},
  }: {
    readonly safety: FixSafety;
    readonly settings?: LintSettings;
  },
): Mended => {
  const findingsIn = (now: string): readonly Finding[] => lint(understand(parse(now)), rules, settings);
  let current = text;
  let findings = findingsIn(current);
  let applied = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = mendOnce(current, findings, safety);
    if (next.text === current) break;
    applied += next.applied;
    current = next.text;
    findings = findingsIn(current);
  }
  return { text: current, applied, findings };
};

/** One round: the fixes of `findings` that can be applied together. */
export const mendOnce = (
  text: string,
  findings: readonly Finding[],
  safety: FixSafety,
): { readonly text: string; readonly applied: number } => {
  const chosen = disjointFixes(findings, safety);
  return { text: applyEdits(text, chosen.flat()), applied: chosen.length };
};

/** Whether `--fix` of that safety may apply it. */
export const mayApply = (fix: Fix | undefined, safety: FixSafety): fix is Fix =>
  fix !== undefined && (fix.safety === "safe" || safety === "unsafe");

/** The edits of fixes that can be applied together, first come first served; a fix is taken whole or not at all. */
const disjointFixes = (findings: readonly Finding[], safety: FixSafety): readonly (readonly TextEdit[])[] => {
  const chosen: (readonly TextEdit[])[] = [];
  const taken: TextEdit[] = [];
  for (const { fix } of findings) {
    if (!mayApply(fix, safety) || fix.edits.length === 0) continue;
    if (fix.edits.some((edit) => taken.some((other) => disturb(edit, other)))) continue;
    chosen.push(fix.edits);
    taken.push(...fix.edits);
  }
  return chosen;
};

/** Edits that overlap, or of which one adds something right behind what the other takes away: it may have been meant for that. */
const disturb = (a: TextEdit, b: TextEdit): boolean => overlap(a, b) || addsAtEnd(a, b) || addsAtEnd(b, a);

const addsAtEnd = (added: TextEdit, { span }: TextEdit): boolean =>
  added.span.start === added.span.end && added.span.start === span.end;
