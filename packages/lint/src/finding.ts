/** What a rule found: data for reporters and editors. */

import type { Span, TextEdit } from "@deftools/text";

/** From "the build fails" to "a matter of taste". */
export type Severity = "error" | "warning" | "info" | "style";
/** `safe` never changes what the engine does with a working file; `unsafe` may. */
export type FixSafety = "safe" | "unsafe";

/** One finding of one rule at one place. */
export interface Finding {
  /** `DEF201` */
  readonly code: string;
  /** `untagged-image` */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** An https page about the matter: the first source of the rule. */
  readonly url: string;
  readonly fix?: Fix;
}

/** What would mend a finding: edits that never overlap each other. */
export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly TextEdit[];
}
