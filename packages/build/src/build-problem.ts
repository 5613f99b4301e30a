/** Why a recipe cannot be built, or will not be built as it reads: data with a place, never thrown. */

import type { Span } from "@deftools/text";

/** One message about one place of the recipe. Errors stop the build before anything is fetched. */
export interface BuildProblem {
  readonly code: BuildProblemCode;
  readonly severity: "error" | "warning";
  /** Lower case, no full stop. */
  readonly message: string;
  readonly span: Span;
  /** The way out. */
  readonly hint?: string;
}

export type BuildProblemCode =
  | "build/bad-syntax"
  | "build/refused-by-engine"
  | "build/unused-stage"
  | "build/no-such-stage"
  | "build/no-agent"
  | "build/unknown-agent"
  | "build/unsupported-agent"
  | "build/no-from"
  | "build/no-keyword"
  | "build/bad-reference"
  | "build/ignored-keyword"
  | "build/unknown-keyword"
  | "build/credentials-in-recipe"
  | "build/bad-argument"
  | "build/bad-checkpoint"
  | "build/host-script"
  | "build/skipped-argument"
  | "build/ended-service"
  | "build/unsupported-copy"
  | "build/unexpanded-source"
  | "build/no-source";

/** Where problems are told to. */
export type Report = (problem: BuildProblem) => void;
