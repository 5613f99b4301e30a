/** A name for a finding that stays when lines move: made of its rule and of the lines it stands in, not of their numbers. */

import type { LintedFile } from "../linted-file.ts";
import { sha256 } from "../sha-256.ts";

/** One per finding, in their order; equal findings in equal lines are told apart by their count. */
export const fingerprintsOf = ({
  lines,
  findings,
}: Pick<LintedFile, "lines" | "findings">): readonly string[] => {
  const seen = new Map<string, number>();
  return findings.map(({ code, span }) => {
    const first = lines.line(lines.position(span.start).line);
    const last = lines.line(lines.position(span.end).line);
    const text = lines.text.slice(first.start, last.end).trim().replace(/\s+/g, " ");
    const base = `${code}\0${text}`;
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return sha256(`${base}\0${count}`).slice(0, 32);
  });
};
