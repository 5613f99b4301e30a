/** Reviewdog Diagnostic Format (github.com/reviewdog/reviewdog, proto/rdf): columns count bytes of UTF-8 from 1. */

import type { Severity } from "@deftools/lint";
import type { LineIndex, Span } from "@deftools/text";
import type { Reporter } from "./reporter.ts";

export const rdjsonReporter: Reporter = {
  all: (files) => {
    const diagnostics = files.flatMap(({ name, lines, findings }) =>
      findings.map(({ code, severity, message, span, url, fix }) => ({
        message,
        location: { path: name, range: rangeOf(lines, span) },
        severity: WORDS[severity],
        code: { value: code, url },
        ...(fix
          ? { suggestions: fix.edits.map((edit) => ({ range: rangeOf(lines, edit.span), text: edit.text })) }
          : {}),
      })),
    );
    return `${JSON.stringify({ source: { name: "deflint" }, diagnostics }, undefined, 2)}\n`;
  },
};

const rangeOf = (lines: LineIndex, { start, end }: Span) => ({
  start: positionOf(lines, start),
  end: positionOf(lines, end),
});

const positionOf = (lines: LineIndex, offset: number) => {
  const { line } = lines.position(offset);
  const before = lines.text.slice(lines.line(line).start, offset);
  return { line: line + 1, column: Buffer.byteLength(before) + 1 };
};

const WORDS = { error: "ERROR", warning: "WARNING", info: "INFO", style: "INFO" } as const satisfies Record<
  Severity,
  string
>;
