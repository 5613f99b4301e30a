/** What mends the findings at a place. */

import type { Finding } from "@deftools/lint";
import type { Span } from "@deftools/text";
import type { CodeAction } from "./code-action.ts";

/** The fixes of all findings that touch `place`, in file order. */
export const quickFixes = (findings: readonly Finding[], place: Span): readonly CodeAction[] =>
  findings.flatMap((finding) => {
    const { fix } = finding;
    if (!fix || finding.span.end < place.start || place.end < finding.span.start) return [];
    return [
      {
        kind: "quick-fix",
        title: fix.title,
        finding,
        preferred: fix.safety === "safe",
        edits: fix.edits,
      },
    ];
  });
