/** One line per finding, for people and for `grep`. */

import type { LintedFile } from "../linted-file.ts";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";
import { visibleLine } from "./visible.ts";

export const compactReporter: Reporter = {
  file: (file) => file.findings.map((finding) => `${lineOf(file, finding)}\n`).join(""),
};

const lineOf = ({ name, lines }: LintedFile, finding: LintedFile["findings"][number]): string => {
  const { line, column } = placeOf(lines, finding.span);
  const fix = finding.fix ? ` [fix: ${finding.fix.safety}]` : "";
  return visibleLine(
    `${name}:${line}:${column}: ${finding.severity} ${finding.code} ${finding.name}: ${finding.message}${fix}`,
  );
};
