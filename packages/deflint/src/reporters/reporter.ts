/** What a format is: how findings of one file, or of all of them, are told. */

import type { AnyRule } from "@deftools/lint";
import type { LintedFile } from "../linted-file.ts";
import type { Paint } from "./colors.ts";

/** What reporters may know besides the findings. */
export interface ReportContext {
  readonly paint: Paint;
  readonly columns?: number | undefined;
  /** The version of this program. */
  readonly version: string;
  /** Every rule there is. */
  readonly rules: readonly AnyRule[];
}

/** A format tells of each file as it comes, or of all files when the last is done. */
export type Reporter =
  | { readonly file: (file: LintedFile, context: ReportContext) => string; readonly all?: never }
  | { readonly file?: never; readonly all: (files: readonly LintedFile[], context: ReportContext) => string };
