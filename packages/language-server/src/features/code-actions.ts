/** What an editor offers to do about the findings at a place. */

import type { Finding } from "@deftools/lint";
import type { Span, TextEdit } from "@deftools/text";

/** A change that mends one finding. */
export interface QuickFix {
  readonly title: string;
  readonly finding: Finding;
  /** Whether it is right to apply without a second look: it never changes what a working file does. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes of all findings that touch `place`, in file order; of one place and title only one. */
export const quickFixes = (findings: readonly Finding[], place: Span): readonly QuickFix[] =>
  findings.flatMap((finding) => {
    const { fix } = finding;
    if (!fix || finding.span.end < place.start || place.end < finding.span.start) return [];
    return [{ title: fix.title, finding, safe: fix.safety === "safe", edits: fix.edits }];
  });
