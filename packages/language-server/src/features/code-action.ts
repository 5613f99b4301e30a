/** A change that an editor offers at a place. */

import type { Finding } from "@deftools/lint";
import type { TextEdit } from "@deftools/text";

/** What sort of change: mends a finding, mends all there is to mend, takes something out, adds something. */
export type CodeActionKind = "quick-fix" | "fix-all" | "extract" | "rewrite";

/** An edit that may have places to fill in, for editors that can show them. */
export interface FillableEdit extends TextEdit {
  /** The same in the notation of editors: `$1` and `${1:words}`. */
  readonly snippet?: string;
}

/** One offer. */
export interface CodeAction {
  readonly kind: CodeActionKind;
  readonly title: string;
  readonly edits: readonly FillableEdit[];
  /** What it is about, if it is about a finding. */
  readonly finding?: Finding;
  /** Whether it is right to apply without a second look: it never changes what a working file does. */
  readonly preferred?: boolean;
}
