/** The parsers of the engines, as far as they differ. Derived from the vocabulary's rows, but for what only the parser's code shows. */

import type { TemplateDialect } from "../template/substitute.ts";
import type { StageDialect } from "./read-stage.ts";

/** One engine's way with a file. */
export interface Dialect extends StageDialect {
  /** Absent: `{{ name }}` is plain text (before Apptainer 1.2 and SingularityCE 4.0). */
  readonly template?: TemplateDialect;
  /** An empty value of a build argument is one. */
  readonly emptyValues: boolean;
  /** Build arguments that no placeholder uses stop the build. */
  readonly unusedArgumentsStop: boolean;
  /** A file without any stage is refused; SingularityCE crashes. */
  readonly emptyFileRefused: boolean;
  readonly product: "apptainer" | "singularity";
}
