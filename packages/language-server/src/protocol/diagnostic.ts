/** Our diagnostics as the protocol's. */

import { DiagnosticSeverity, type Diagnostic as ProtocolDiagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, diagnostics } from "../features/diagnostics.ts";
import type { OpenDocument } from "./documents.ts";
import { toRange } from "./positions.ts";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  style: DiagnosticSeverity.Hint,
} as const;

/** All diagnostics of a document. */
export const toDiagnostics = ({ analysis, document }: OpenDocument): ProtocolDiagnostic[] =>
  diagnostics(analysis.findings).map((one) => toDiagnostic(document, one));

export const toDiagnostic = (document: TextDocument, one: Diagnostic): ProtocolDiagnostic => ({
  range: toRange(document, one.span),
  severity: severities[one.severity],
  code: one.code,
  codeDescription: { href: one.page },
  source: "deflint",
  message: one.message,
});
