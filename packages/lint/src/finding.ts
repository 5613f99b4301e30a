/** What a rule found: data for reporters and editors. */

import type { Span, TextEdit } from "@deftools/text";

export type Severity = "error" | "warning" | "info" | "style";
/** `safe` never changes what the engine does with a working file; `unsafe` may. */
export type FixSafety = "safe" | "unsafe";

export interface Finding {
  /** `DEF201` */
  readonly code: string;
  /** `untagged-image` */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly fix?: { readonly title: string; readonly safety: FixSafety; readonly edits: readonly TextEdit[] };
}
