/** Findings of others (ShellCheck) as loud as a configuration wants them. */

import type { Effective } from "./configuration-effective.ts";
import type { Finding } from "./finding.ts";

/** Without those that are off; each of the rest at its level, or at its own. */
export const atLevels = (
  findings: readonly Finding[],
  levels: Effective["foreignLevels"],
): readonly Finding[] =>
  findings.flatMap((finding) => {
    const level = levels.get(finding.code) ?? finding.severity;
    return level === "off" ? [] : [{ ...finding, severity: level }];
  });
