/** One linted file: what reporters are given. */

import type { Finding } from "@deftools/lint";
import type { LineIndex } from "@deftools/text";

/** A file by the name it was asked for, and what was found in it. */
export interface LintedFile {
  readonly name: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
}
