/** Findings for programs: JSON of a stated version. Lines and columns count from 1, offsets from 0; columns and offsets are UTF-16 code units. */

import type { Finding } from "@deftools/lint";
import type { LintedFile } from "../linted-file.ts";

/** Raised when a reader of the former shape would misunderstand the new one. */
const VERSION = 1;

/** The report of all files. */
export const jsonReport = (files: readonly LintedFile[]): string =>
  `${JSON.stringify({ version: VERSION, findings: files.flatMap(jsonFindings) }, undefined, 2)}\n`;

const jsonFindings = ({ name, lines, findings }: LintedFile) =>
  findings.map(({ code, name: rule, severity, message, span, url, fix }) => {
    const from = lines.position(span.start);
    const to = lines.position(span.end);
    return {
      file: name,
      code,
      name: rule,
      severity,
      message,
      line: from.line + 1,
      column: from.column + 1,
      endLine: to.line + 1,
      endColumn: to.column + 1,
      start: span.start,
      end: span.end,
      ...(fix ? { fix: jsonFix(fix) } : {}),
      url,
    };
  });

const jsonFix = ({ title, safety, edits }: NonNullable<Finding["fix"]>) => ({
  title,
  safety,
  edits: edits.map(({ span: { start, end }, text }) => ({ start, end, text })),
});
