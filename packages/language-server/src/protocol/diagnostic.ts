/** Our diagnostics as the protocol's. */

import {
  type ClientCapabilities,
  DiagnosticSeverity,
  type Diagnostic as ProtocolDiagnostic,
  DiagnosticTag as ProtocolTag,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, diagnostics } from "../features/diagnostics.ts";
import { rulePageFor } from "./abilities.ts";
import type { OpenDocument } from "./documents.ts";
import { toRange } from "./positions.ts";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  style: DiagnosticSeverity.Hint,
} as const;

const protocolTags = { unnecessary: ProtocolTag.Unnecessary, deprecated: ProtocolTag.Deprecated } as const;

/** All diagnostics of a document, with what the client knows to show. */
export const toDiagnostics = (
  { analysis, document }: Pick<OpenDocument, "analysis" | "document">,
  client: ClientCapabilities,
): ProtocolDiagnostic[] =>
  diagnostics(analysis.recipe, analysis.findings).map((one) => toDiagnostic(document, one, client));

export const toDiagnostic = (
  document: TextDocument,
  one: Diagnostic,
  client: ClientCapabilities,
): ProtocolDiagnostic => {
  // a client that only asks may say what it shows with its asking (LSP 3.18)
  const { relatedInformation, tagSupport } = {
    ...client.textDocument?.publishDiagnostics,
    ...client.textDocument?.diagnostic,
  };
  const { uri } = document;
  return {
    range: toRange(document, one.span),
    severity: severities[one.severity],
    code: one.code,
    codeDescription: { href: rulePageFor(client, one.code) ?? one.page },
    source: one.code.startsWith("SC") ? "shellcheck" : "deflint",
    message: one.message,
    ...(tagSupport && one.tag && { tags: [protocolTags[one.tag]] }),
    ...(relatedInformation &&
      0 < one.related.length && {
        relatedInformation: one.related.map(({ span, message }) => ({
          location: { uri, range: toRange(document, span) },
          message,
        })),
      }),
  };
};
