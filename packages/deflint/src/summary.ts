/** The last line: how much was found, and what a fix would take away. */

import { type FixSafety, mayApply, type Severity } from "@deftools/lint";
import type { LintedFile } from "./linted-file.ts";
import type { Paint } from "./reporters/colors.ts";

const SEVERITIES: readonly (readonly [Severity, string, string])[] = [
  ["error", "error", "errors"],
  ["warning", "warning", "warnings"],
  ["info", "note", "notes"],
  ["style", "matter of style", "matters of style"],
];

/** One line, without its end. */
export const summary = (files: readonly LintedFile[], applied: number, paint: Paint): string => {
  const findings = files.flatMap((file) => file.findings);
  const where = `in ${counted(files.length, "file", "files")}`;
  const fixed = applied === 0 ? "" : `, ${counted(applied, "fix", "fixes")} applied`;
  if (findings.length === 0) return `${paint("green", "nothing found")} ${where}${fixed}`;
  const counts = SEVERITIES.map(([severity, one, many]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? "" : counted(count, one, many);
  });
  const fixable = (safety: FixSafety) => findings.filter(({ fix }) => mayApply(fix, safety)).length;
  const safe = fixable("safe");
  const unsafe = fixable("unsafe") - safe;
  const ways = [
    safe === 0 ? "" : `${safe} fixable with --fix`,
    unsafe === 0 ? "" : `${unsafe} with --fix --unsafe`,
  ].filter((way) => way !== "");
  const found = counts.filter((count) => count !== "").join(", ");
  return `${paint("bold", found)} ${where}${fixed}${ways.length === 0 ? "" : `; ${ways.join(", ")}`}`;
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
