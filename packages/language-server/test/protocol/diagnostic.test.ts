/** How findings look to an editor. */

import type { Finding, Severity } from "@deftools/lint";
import { expect, test } from "vitest";
import { DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diagnostic } from "../../src/features/diagnostics.ts";
import { toDiagnostic } from "../../src/protocol/diagnostic.ts";

const shown = (severity: Severity) => {
  const finding: Finding = {
    code: "DEF999",
    name: "made-up",
    severity,
    message: "it is made up",
    url: "https://example.org/made-up",
    span: { start: 10, end: 12 },
  };
  const document = TextDocument.create("file:///a.def", "singularity-def", 1, "Bootstrap\n  x\n");
  return toDiagnostic(document, diagnostic(finding));
};

test("a finding keeps code, page, message and place", () => {
  expect(shown("warning")).toEqual({
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
    severity: DiagnosticSeverity.Warning,
    code: "DEF999",
    codeDescription: { href: "https://example.org/made-up" },
    source: "deflint",
    message: "it is made up",
  });
});

test("each severity has its own", () => {
  expect(shown("error").severity).toBe(DiagnosticSeverity.Error);
  expect(shown("info").severity).toBe(DiagnosticSeverity.Information);
  expect(shown("style").severity).toBe(DiagnosticSeverity.Hint);
});
