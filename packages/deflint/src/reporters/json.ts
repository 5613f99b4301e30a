/** Findings for programs: JSON of a stated version. Lines and columns count from 1, offsets from 0; columns and offsets are UTF-16 code units. */

import type { Finding } from "@deftools/lint";
import type { LintedFile } from "../linted-file.ts";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";

/** Raised when a reader of the former shape would misunderstand the new one. */
const VERSION = 1;

export const jsonReporter: Reporter = {
  all: (files) =>
    `${JSON.stringify({ version: VERSION, findings: files.flatMap(jsonFindings) }, undefined, 2)}\n`,
};

/** The same findings, one object per line, as they come. */
export const jsonLinesReporter: Reporter = {
  file: (file) =>
    jsonFindings(file)
      .map((finding) => `${JSON.stringify(finding)}\n`)
      .join(""),
};

const jsonFindings = ({ name, lines, findings }: LintedFile) =>
  findings.map(({ code, name: rule, severity, message, span, url, fix }) => ({
    file: name,
    code,
    name: rule,
    severity,
    message,
    ...placeOf(lines, span),
    start: span.start,
    end: span.end,
    ...(fix ? { fix: jsonFix(fix) } : {}),
    url,
  }));

const jsonFix = ({ title, safety, edits }: NonNullable<Finding["fix"]>) => ({
  title,
  safety,
  edits: edits.map(({ span: { start, end }, text }) => ({ start, end, text })),
});
