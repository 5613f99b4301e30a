/** GNU Coding Standards, "Formatting Error Messages": `file:line.column-line.column: kind: message`. */

import type { Severity } from "@deftools/lint";
import { placeOf } from "./place.ts";
import type { Reporter } from "./reporter.ts";
import { visibleLine } from "./visible.ts";

export const gnuReporter: Reporter = {
  file: ({ name, lines, findings }) =>
    findings
      .map(({ span, severity, code, message }) => {
        const { line, column, endLine, endColumn } = placeOf(lines, span);
        // the standard's end is the last column that belongs to it
        const end = `${endLine}.${Math.max(endColumn - 1, endLine === line ? column : 1)}`;
        return `${visibleLine(`${name}:${line}.${column}-${end}: ${WORDS[severity]}: ${message} [${code}]`)}\n`;
      })
      .join(""),
};

const WORDS = { error: "error", warning: "warning", info: "note", style: "note" } as const satisfies Record<
  Severity,
  string
>;
