/** What the linter found, as an editor underlines it. */

import type { Finding, Severity } from "@deftools/lint";
import type { Span } from "@deftools/text";

/** One underlined place. */
export interface Diagnostic {
  readonly code: string;
  /** The page that explains the code. */
  readonly page: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
}

/** One diagnostic per finding, in file order. */
export const diagnostics = (findings: readonly Finding[]): readonly Diagnostic[] => findings.map(diagnostic);

/** How one finding is shown. */
export const diagnostic = ({ code, url, severity, message, span }: Finding): Diagnostic => ({
  code,
  page: url,
  severity,
  message,
  span,
});
